using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Output;

/// <summary>Rows as aligned columns. All paths are known before the first score, so the image column is as wide as the longest of them.</summary>
internal sealed class TableRows : RowWriter
{
    private const int Widest = 80;
    private const int ScoreWidth = 9;

    private readonly int _image;
    private readonly int _metric;

    public TableRows(TextWriter writer, Metric metric, IReadOnlyList<string> images)
        : base(writer, metric)
    {
        _image = Math.Min(Widest, images.Select(path => Printable.Of(path).Length).Append("image".Length).Max());
        _metric = Math.Max("metric".Length, Printable.Of(Card.Name).Length);
        Line("image", "metric", "score", "");
    }

    public override void Row(ScoredImage image)
    {
        var wide = Card.Range is { High: > 20 };
        var score = image.Score?.Value.ToString(wide ? "F2" : "F4", CultureInfo.InvariantCulture) ?? "failed";
        var doubt = image.Score is { Interval: { } interval } known ? $" ± {interval.Around(known.Value).ToString(wide ? "F0" : "F2", CultureInfo.InvariantCulture)}" : "";
        Line(Printable.Of(image.Path), Printable.Of(Card.Name), score, Printable.Of(image.Error ?? Remark(image)), doubt);
    }

    private string Remark(ScoredImage image)
    {
        string?[] parts =
        [
            image.Reference is { } reference ? $"{ReferenceName} {reference}" : null,
            image.Score?.Spread is { } spread ? string.Create(CultureInfo.InvariantCulture, $"± {spread:F4} over its crops") : null,
            image.Score?.IsUnfamiliar == true ? "unfamiliar" : null,
            Resizing(image),
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    public override void End()
    {
        string?[] notes = [Card.Trained ? null : Untrained, IsFast ? Integers : null];
        foreach (var note in notes.OfType<string>())
        {
            Writer.WriteLine($"{Printable.Of(Card.Name)}: {note}");
        }
    }

    private void Line(string image, string metric, string score, string remark, string doubt = "") =>
        Writer.WriteLine($"{image.PadRight(_image)}  {metric.PadRight(_metric)}  {score,ScoreWidth}{doubt}  {remark}".TrimEnd());
}
