using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Output;

/// <summary>Writes a row for each image as soon as it is scored.</summary>
/// <param name="writer">The destination.</param>
/// <param name="metric">The metric.</param>
internal abstract class RowWriter(TextWriter writer, Metric metric)
{
    protected const string Integers = "computed in 8-bit integers";
    protected const string Untrained = "untrained placeholder, its scores mean nothing";

    protected TextWriter Writer => writer;

    protected ModelCard Card => metric.Card;

    protected bool IsFast => metric.Precision == Precision.Fast;

    public static RowWriter For(OutputFormat format, TextWriter writer, Metric metric, IReadOnlyList<string> images, bool details) => format switch
    {
        OutputFormat.Json => new JsonRows(writer, metric, isArray: true, details),
        OutputFormat.Jsonl => new JsonRows(writer, metric, isArray: false, details),
        OutputFormat.Csv => new CsvRows(writer, metric),
        _ => new TableRows(writer, metric, images),
    };

    public abstract void Row(ScoredImage image);

    public virtual void End()
    {
    }

    /// <summary>The kind of reference: pristine or degraded; null for a metric that takes none.</summary>
    protected string? ReferenceName => Card.ReferenceKind == ReferenceKind.NoReference ? null : CardView.Text(Card.ReferenceKind);

    /// <summary>A warning that belongs to the score; null for none.</summary>
    protected string? Note(ScoredImage image) => Joined(Card.Trained ? null : Untrained, IsFast ? Integers : null, Resizing(image));

    /// <summary>How the image was resized before it was scored; null if it was not.</summary>
    protected static string? Resizing(ScoredImage image) =>
        Joined(image.Score?.NativeSide is { } side ? $"native scale reduced to {side} pixels" : null, image.Score?.Fitted);

    private static string? Joined(params IEnumerable<string?> parts)
    {
        var all = string.Join("; ", parts.OfType<string>());
        return all.Length > 0 ? all : null;
    }
}
