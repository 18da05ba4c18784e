using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Output;

/// <summary>Writes a row an image, as they come.</summary>
/// <param name="writer">Where to.</param>
/// <param name="card">The metric's card.</param>
internal abstract class RowWriter(TextWriter writer, ModelCard card)
{
    protected const string Untrained = "untrained placeholder, its scores mean nothing";

    protected TextWriter Writer => writer;

    protected ModelCard Card => card;

    public static RowWriter For(OutputFormat format, TextWriter writer, ModelCard card, IReadOnlyList<string> images) => format switch
    {
        OutputFormat.Json => new JsonRows(writer, card, isArray: true),
        OutputFormat.Jsonl => new JsonRows(writer, card, isArray: false),
        OutputFormat.Csv => new CsvRows(writer, card),
        _ => new TableRows(writer, card, images),
    };

    public abstract void Row(ScoredImage image);

    public virtual void End()
    {
    }

    /// <summary>What the reference is called: pristine or degraded; null for a metric that judges an image alone.</summary>
    protected string? ReferenceName => card.ReferenceKind == ReferenceKind.NoReference ? null : CardView.Text(card.ReferenceKind);

    /// <summary>What a reader of the score must know; null for nothing.</summary>
    protected string? Note(ScoredImage image) => Joined(card.Trained ? null : Untrained, Change(image));

    /// <summary>That an image was not looked at as it is; null where it was.</summary>
    protected static string? Change(ScoredImage image) =>
        Joined(image.Score?.NativeSide is { } side ? $"native scale reduced to {side} pixels" : null, image.Score?.Fitted);

    private static string? Joined(params IEnumerable<string?> parts)
    {
        var all = string.Join("; ", parts.OfType<string>());
        return all.Length > 0 ? all : null;
    }
}
