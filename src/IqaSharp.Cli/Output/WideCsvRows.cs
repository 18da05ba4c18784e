using System.Globalization;
using IqaSharp.Datasets.Tables;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Output;

/// <summary>Rows of several metrics as comma-separated values, a column for each metric.</summary>
internal sealed class WideCsvRows : RowWriter
{
    private readonly bool _files;

    public WideCsvRows(TextWriter writer, IReadOnlyList<ModelCard> cards, bool files)
        : base(writer, cards)
    {
        _files = files;
        Line("image", ReferenceNames, cards.Select(card => card.Name), "error", "note", FileColumns.Names);
    }

    public override void Row(IReadOnlyList<ScoredImage> scores) => Line(
        scores[0].Path,
        scores.Select(score => score.Reference).FirstOrDefault(reference => reference is not null) ?? "",
        scores.Select(score => score.Score?.Value.ToString("R", CultureInfo.InvariantCulture) ?? ""),
        Shared(scores, (_, score) => score.Error),
        Shared(scores, Note),
        FileColumns.Of(scores[0]));

    private void Line(string image, string? reference, IEnumerable<string> scores, string error, string note, string[] file) =>
        Writer.Write(CsvWriter.Line([image, .. ReferenceNames is null ? [] : new[] { reference! }, .. scores, error, note, .. _files ? file : []]));
}
