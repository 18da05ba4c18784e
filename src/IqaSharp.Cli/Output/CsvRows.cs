using System.Globalization;
using IqaSharp.Datasets.Tables;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Output;

/// <summary>Rows of one metric as comma-separated values; the shares of a distribution are separated by spaces.</summary>
internal sealed class CsvRows : RowWriter
{
    // Only metrics without a reference have them.
    private static readonly string[] Doubts = ["low", "high", "familiarity", "unfamiliar"];

    private readonly ModelCard _card;
    private readonly bool _files;

    public CsvRows(TextWriter writer, ModelCard card, bool files)
        : base(writer, [card])
    {
        (_card, _files) = (card, files);
        string[] pair = ReferenceNames is { } name ? [name] : [];
        string[] spread = ReferenceNames is null ? [] : ["spread"];
        Line(["image", .. pair, "metric", "score", .. spread, "distribution", "error", "note", .. ReferenceNames is null ? Doubts : [], .. files ? FileColumns.Names : []]);
    }

    public override void Row(IReadOnlyList<ScoredImage> scores)
    {
        var image = scores[0];
        string[] pair = ReferenceNames is null ? [] : [image.Reference ?? ""];
        string[] spread = ReferenceNames is null ? [] : [image.Score?.Spread is { } s ? Number(s) : ""];
        string[] doubt = ReferenceNames is not null ? []
            : [Number(image.Score?.Interval?.Low), Number(image.Score?.Interval?.High), Number(image.Score?.Familiarity), image.Score?.IsUnfamiliar switch { true => "true", false => "false", null => "" }];
        var distribution = string.Join(' ', (image.Score?.Distribution ?? []).Select(Number));
        Line([image.Path, .. pair, _card.Name, image.Score is { } score ? Number(score.Value) : "", .. spread, distribution, image.Error ?? "", Note(_card, image) ?? "", .. doubt, .. _files ? FileColumns.Of(image) : []]);
    }

    private void Line(IEnumerable<string> fields) => Writer.Write(CsvWriter.Line(fields));

    private static string Number(double? value) => value is { } number ? Number(number) : "";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
