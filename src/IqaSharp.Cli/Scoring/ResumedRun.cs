using System.Collections.Concurrent;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Evaluation;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Scoring;

/// <summary>Scores the images that a file has no rows of, and appends theirs.</summary>
internal sealed class ResumedRun(IReadOnlyList<Metric> metrics, WorkList work)
{
    private readonly ConcurrentQueue<Pending> _pending = new();
    private readonly KnownContents _contents = new();

    public required string Output { get; init; }

    /// <summary>What the scores depend on.</summary>
    public required RunDescription Run { get; init; }

    public required DecodeOptions Decoding { get; init; }

    /// <summary>Whether sub-scores are written.</summary>
    public bool Details { get; init; }

    /// <summary>Whether what failed is scored again.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Whether the files' bytes are compared too.</summary>
    public bool Verify { get; init; }

    /// <summary>Whether identical files are scored once.</summary>
    public bool Dedupe { get; init; }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<ModelCard> cards = [.. metrics.Select(metric => metric.Card)];
        using var log = Open(cards);
        if (log is null)
        {
            return ExitCode.WrongUsage;
        }

        var before = log.Count;
        using var text = new StringWriter();
        var writer = RowWriter.For(Path.GetExtension(Output).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? OutputFormat.Csv : OutputFormat.Jsonl, OutputTarget.Of(text), cards, [], Details, files: true);
        if (log.IsEmpty && text.GetStringBuilder().Length > 0)
        {
            log.AppendHeader(text.ToString());
        }

        using var progress = new ProgressLine(work.Items.Count, Math.Min(before, work.Items.Count));
        void Write(Pending pending, IReadOnlyList<ScoredImage> scores)
        {
            var named = scores.Select(score => score with { Path = pending.Path, File = new ScoredFile(pending.State, pending.Sha256, pending.SameAs), Error = score.Error is { } error ? OptionNames.In(error) : null }).ToList();
            text.GetStringBuilder().Clear();
            writer.Row(named);
            log.Append(writer.Table(named), text.ToString());
            progress.Clear();
            progress.Advance();
        }

        await foreach (var scores in WorkList.ScoreAsync(metrics, Unscored(log), cancellation))
        {
            WriteDuplicates(Write);
            _pending.TryDequeue(out var pending);
            _contents.Add(pending!.Content, scores);
            Write(pending, scores);
        }

        WriteDuplicates(Write);
        progress.Clear();
        log.Complete();
        if (before > 0)
        {
            Terminal.Error($"{before} images were scored before");
        }

        if (log.Failed > 0)
        {
            Terminal.Error($"{log.Failed} of {log.Count} failed");
        }

        return log.Failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private ScoreLog? Open(IReadOnlyList<ModelCard> cards)
    {
        try
        {
            return ScoreLog.Open(Output, Run, RetryFailed, Dedupe ? row => _contents.Add(row, cards) : null);
        }
        catch (OtherRunException e)
        {
            Terminal.Error(e.Message);
            return null;
        }
    }

    /// <summary>The images to score. It runs on the thread that begins them, ahead of their rows, which come in the same order.</summary>
    private IEnumerable<WorkItem> Unscored(ScoreLog log)
    {
        foreach (var (image, reference) in work.Items)
        {
            var state = Later(image.State(), reference);
            if (!Verify && log.Contains(image.Path, state))
            {
                continue;
            }

            var (file, hash) = Verify || Dedupe ? Hashed(image) : (image, null);
            if (Verify && log.Contains(image.Path, state, hash))
            {
                continue;
            }

            var content = Dedupe && hash is not null ? KnownContents.Key(hash, reference) : null;
            var original = content is null ? null : _contents.FirstWith(content, image.Path);
            _pending.Enqueue(new Pending(image.Path, state, hash, content, original));
            if (original is null)
            {
                yield return new WorkItem(file, reference);
            }
        }
    }

    /// <summary>Writes the rows of images whose bytes were scored already, up to the next that is scored itself.</summary>
    private void WriteDuplicates(Action<Pending, IReadOnlyList<ScoredImage>> write)
    {
        while (_pending.TryPeek(out var next) && next.SameAs is not null)
        {
            _pending.TryDequeue(out _);
            write(next, _contents.Scores(next.Content!));
        }
    }

    private (ImageFile Image, string? Hash) Hashed(ImageFile image)
    {
        try
        {
            var bytes = image.Read(Decoding);
            return (image with { Encoded = bytes }, KnownContents.Sha256(bytes.Span));
        }
        catch (BadImageException)
        {
            return (image, null); // its row will say why
        }
    }

    /// <summary>An image's state, with the time of its reference where that is later: the score is of both.</summary>
    private static FileState? Later(FileState? image, string? reference) =>
        image is { } own && reference is not null && FileState.Of(reference) is { } other && other.Modified > own.Modified ? own with { Modified = other.Modified } : image;

    /// <summary>An image that was begun, or that another's scores are for.</summary>
    private sealed record Pending(string Path, FileState? State, string? Sha256, string? Content, string? SameAs);
}
