using System.Globalization;
using IqaSharp.Images;
using IqaSharp.Scoring;
using IqaSharp.Weights;

namespace IqaSharp.Cli.Output;

/// <summary>Rows as aligned columns. The image column is as wide as the longest path, which is known beforehand, so that rows appear as they come.</summary>
internal sealed class TableRows : RowWriter
{
    private const int Widest = 80;
    private const int ScoreWidth = 9;

    private readonly int _image;
    private readonly int _metric;

    public TableRows(TextWriter writer, ModelCard card, IReadOnlyList<ImageFile> images)
        : base(writer, card)
    {
        _image = Math.Min(Widest, images.Select(i => i.Path.Length).Append("image".Length).Max());
        _metric = Math.Max("metric".Length, card.Name.Length);
        Line("image", "metric", "score", "");
    }

    public override void Row(ScoredImage image)
    {
        var score = image.Score?.Value.ToString(Card.Range is { High: > 20 } ? "F2" : "F4", CultureInfo.InvariantCulture) ?? "failed";
        Line(image.Path, Card.Name, score, image.Error ?? Reduction(image) ?? "");
    }

    public override void End()
    {
        if (!Card.Trained)
        {
            Writer.WriteLine($"{Card.Name}: {Untrained}");
        }
    }

    private void Line(string image, string metric, string score, string remark) =>
        Writer.WriteLine($"{image.PadRight(_image)}  {metric.PadRight(_metric)}  {score,ScoreWidth}  {remark}".TrimEnd());
}
