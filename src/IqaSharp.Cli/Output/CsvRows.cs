using System.Globalization;
using IqaSharp.Datasets.Tables;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Output;

/// <summary>Rows as comma-separated values; the shares of a distribution are separated by spaces.</summary>
internal sealed class CsvRows : RowWriter
{
    // Only metrics without a reference have them.
    private static readonly string[] Doubt = ["low", "high", "familiarity", "unfamiliar"];

    public CsvRows(TextWriter writer, Metric metric)
        : base(writer, metric)
    {
        string[] pair = ReferenceName is { } name ? [name] : [];
        string[] spread = ReferenceName is null ? [] : ["spread"];
        Line(["image", .. pair, "metric", "score", .. spread, "distribution", "error", "note", .. ReferenceName is null ? Doubt : []]);
    }

    public override void Row(ScoredImage image)
    {
        string[] pair = ReferenceName is null ? [] : [image.Reference ?? ""];
        string[] spread = ReferenceName is null ? [] : [image.Score?.Spread is { } s ? Number(s) : ""];
        string[] doubt = ReferenceName is not null ? []
            : [Number(image.Score?.Interval?.Low), Number(image.Score?.Interval?.High), Number(image.Score?.Familiarity), image.Score?.IsUnfamiliar switch { true => "true", false => "false", null => "" }];
        var distribution = string.Join(' ', (image.Score?.Distribution ?? []).Select(Number));
        Line([image.Path, .. pair, Card.Name, image.Score is { } score ? Number(score.Value) : "", .. spread, distribution, image.Error ?? "", Note(image) ?? "", .. doubt]);
    }

    private void Line(IEnumerable<string> fields) => Writer.Write(CsvWriter.Line(fields));

    private static string Number(double? value) => value is { } number ? Number(number) : "";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
