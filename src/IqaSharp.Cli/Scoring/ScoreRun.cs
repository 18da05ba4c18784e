using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Scoring;

/// <summary>Scores the images of <c>iqa score</c> and writes their rows.</summary>
internal sealed class ScoreRun(IReadOnlyList<Metric> metrics, WorkList work)
{
    private const int MostNamed = 20;

    public required OutputFormat Format { get; init; }

    /// <summary>The file to write; null for the standard output.</summary>
    public string? Output { get; init; }

    /// <summary>What the scores depend on, which Parquet records.</summary>
    public required RunDescription Run { get; init; }

    /// <summary>Whether sub-scores are written.</summary>
    public bool Details { get; init; }

    /// <summary>What images must reach.</summary>
    public required Gate Gate { get; init; }

    /// <summary>Which rows are written, in which order; null for all, in that of the command line and as soon as they are scored.</summary>
    public Selection? Selection { get; init; }

    /// <summary>Where the files go that fail the gate, or without one those that are selected; null for nowhere.</summary>
    public Destination? Destination { get; init; }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<ModelCard> cards = [.. metrics.Select(metric => metric.Card)];
        using var parquet = Format == OutputFormat.Parquet ? new ParquetScoreWriter(Output!, Run) : null;
        using var target = OutputTarget.Open(parquet is null ? Output : null);
        var writer = parquet is not null ? new ParquetRows(parquet, cards) : RowWriter.For(Format, target, cards, work.Items.Select(item => item.Image.Path), Details);
        using var progress = new ProgressLine(work.Items.Count);
        var (failed, kept, offenders) = (0, new List<IReadOnlyList<ScoredImage>>(), new List<(string Path, string Reason)>());
        await foreach (var row in work.ScoreAsync(metrics, cancellation))
        {
            IReadOnlyList<ScoredImage> scores = [.. row.Select(score => score.Error is { } error ? score with { Error = OptionNames.In(error) } : score)];
            failed += scores.All(score => score.Score is not null) ? 0 : 1;
            if (Gate.WhyNot(scores) is { } reason)
            {
                offenders.Add((scores[0].Path, reason));
            }

            progress.Clear();
            if (Selection is null)
            {
                writer.Row(scores);
            }
            else
            {
                kept.Add(scores);
            }

            progress.Advance();
        }

        progress.Clear();
        var selected = Selection?.Of(kept, cards).ToList() ?? [];
        selected.ForEach(writer.Row);
        writer.End();
        target.Complete();
        if (failed > 0)
        {
            NameFailed(failed, [.. kept.Where(row => Selection is { Most: not null } && row.Any(score => score.Error is not null))]);
        }

        var placed = Gate.IsOpen ? PlaceAll(selected.Select(scores => (scores[0].Path, "")), title: null) : PlaceAll(offenders, $"{offenders.Count} of {work.Items.Count} fail the limit:");
        return offenders.Count > 0 ? ExitCode.LimitFailed : failed > 0 || !placed ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>How many failed, and where their rows are not written, which, with the reason.</summary>
    private void NameFailed(int failed, List<IReadOnlyList<ScoredImage>> unwritten)
    {
        Terminal.Error($"{failed} of {work.Items.Count} failed{(unwritten.Count > 0 ? ":" : "")}");
        foreach (var row in unwritten.Take(MostNamed))
        {
            Terminal.Error($"{row[0].Path}: {row.First(score => score.Error is not null).Error}");
        }

        if (unwritten.Count > MostNamed)
        {
            Terminal.Error($"and {unwritten.Count - MostNamed} more; a run without --worst and --best has a row of each");
        }
    }

    /// <summary>Lists images, and copies or moves their files.</summary>
    /// <param name="images">The images, each with what is wrong with it.</param>
    /// <param name="title">The line above them; null to list only what is copied or moved.</param>
    /// <returns>Whether all files are where they should be.</returns>
    private bool PlaceAll(IEnumerable<(string Path, string Reason)> images, string? title)
    {
        var (done, any) = (true, false);
        foreach (var (path, reason) in images)
        {
            if (!any && title is not null)
            {
                Terminal.Error(title);
            }

            any = true;
            string[] parts = [reason, Place(path, ref done)];
            if (parts.Any(part => part.Length > 0))
            {
                Terminal.Error($"{path}: {string.Join("; ", parts.Where(part => part.Length > 0))}");
            }
        }

        return done;
    }

    private string Place(string path, ref bool done)
    {
        try
        {
            return Destination is null ? "" : $"{Destination.Verb} {Destination.Place(path)}";
        }
        catch (BadInputException e)
        {
            done = false;
            return e.Message;
        }
    }
}
