using IqaSharp.Images;
using IqaSharp.Scoring;
using IqaSharp.Weights;

namespace IqaSharp.Cli.Output;

/// <summary>Writes a row an image, as they come.</summary>
/// <param name="writer">Where to.</param>
/// <param name="card">The metric's card.</param>
internal abstract class RowWriter(TextWriter writer, ModelCard card)
{
    protected const string Untrained = "untrained placeholder, its scores mean nothing";

    protected TextWriter Writer => writer;

    protected ModelCard Card => card;

    public static RowWriter For(OutputFormat format, TextWriter writer, ModelCard card, IReadOnlyList<ImageFile> images) => format switch
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

    /// <summary>What a reader of the score must know; null for nothing.</summary>
    protected string? Note(ScoredImage image)
    {
        var all = string.Join("; ", new[] { card.Trained ? null : Untrained, Reduction(image) }.OfType<string>());
        return all.Length > 0 ? all : null;
    }

    /// <summary>That the native scale was reduced; null where it was not.</summary>
    protected static string? Reduction(ScoredImage image) =>
        image.Score?.NativeSide is { } side ? $"native scale reduced to {side} pixels" : null;
}
