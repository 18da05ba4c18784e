using System.Globalization;
using IqaSharp.Scoring;
using IqaSharp.Weights;

namespace IqaSharp.Cli.Output;

/// <summary>Rows as comma-separated values; a distribution's shares are separated by spaces.</summary>
internal sealed class CsvRows : RowWriter
{
    public CsvRows(TextWriter writer, ModelCard card)
        : base(writer, card) => Line("image", "metric", "score", "distribution", "error", "note");

    public override void Row(ScoredImage image) => Line(
        image.Path,
        Card.Name,
        image.Score is { } score ? Number(score.Value) : "",
        string.Join(' ', (image.Score?.Distribution ?? []).Select(Number)),
        image.Error ?? "",
        Note(image) ?? "");

    private void Line(params IEnumerable<string> fields) => Writer.Write(string.Join(',', fields.Select(Quoted)) + "\n");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
