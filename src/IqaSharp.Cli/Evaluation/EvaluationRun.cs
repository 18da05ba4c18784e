using IqaSharp.Cli.Commands;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Evaluation;

/// <summary>Scores a data set with several metrics and shows how well they agree with people.</summary>
/// <param name="set">The images.</param>
/// <param name="metrics">Names of metrics.</param>
/// <param name="folder">The folder of scores, tables and plots.</param>
internal sealed class EvaluationRun(DataSet set, IReadOnlyList<string> metrics, string folder)
{
    /// <summary>How agreement is measured.</summary>
    public required EvaluationOptions Options { get; init; }

    /// <summary>How the metrics work.</summary>
    public required MetricOptions Scoring { get; init; }

    /// <summary>What restored images are compared with; null for what each metric was made for.</summary>
    public ReferenceImage? Reference { get; init; }

    /// <summary>Scores that are known.</summary>
    public IReadOnlyList<MetricScores> Scored { get; init; } = [];

    /// <summary>Whether the correlations are written into the cards of the model files.</summary>
    public bool Record { get; init; }

    /// <param name="cancellation">Stops; a later run continues.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="BadInputException">A metric does not exist or cannot score this set, images are missing, or the folder cannot be written.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        ScoringProgress.RequireFiles(set);
        var named = Scored.ToDictionary(known => known.Metric, known => "the scores' file", StringComparer.OrdinalIgnoreCase);
        foreach (var metric in metrics)
        {
            var name = ScoringRun.Check(set, metric, Reference).Name; // before anything is scored
            if (!named.TryAdd(name, metric))
            {
                throw new BadInputException(metric, $"is called '{name}', like {named[name]}: their scores would go to the same files");
            }
        }

        OutputFolder.Create(folder);
        var (scores, failed) = (new List<MetricScores>(), 0);
        foreach (var metric in metrics)
        {
            using var run = ScoringRun.Start(set, metric, folder, Scoring, Reference);
            await ScoringProgress.ScoreAsync(run, set.Items.Count, cancellation);
            failed += run.Failed.Count;
            scores.Add(run.Scores);
        }

        scores.AddRange(Scored);

        var reports = Evaluator.Compare(set, scores, Options);
        var note = Evaluator.SuggestsOppositeDirection(reports)
            ? $"The metrics agree with the opposite of these opinions. If {(set.HigherIsBetter ? "lower scores mean better quality, as with difference scores (DMOS)" : "higher scores mean better quality")}, add {OpinionsOption.Name} {OpinionsOption.Value(!set.HigherIsBetter)}."
            : null;
        EvaluationFiles.Write(folder, set, scores, reports, Options, note); // first, since a table on a closed pipe ends the command
        EvaluationTable.Of(reports).Print();
        if (EvaluationTable.ByDistortion(reports) is { } distortions)
        {
            Terminal.Line("");
            distortions.Print();
        }

        if (note is not null)
        {
            Terminal.Line("");
            Terminal.Line(note);
        }

        Terminal.Line("");
        Terminal.Line($"scores, tables and plots: {folder}");
        foreach (var (metric, report) in Record ? metrics.Zip(reports) : [])
        {
            CardCorrelations.Record(metric, set.Name, report);
        }

        return failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }

}
