using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Output;

/// <summary>Rows of a Markdown table, a column for each metric.</summary>
internal sealed class MarkdownRows : RowWriter
{
    public MarkdownRows(TextWriter writer, IReadOnlyList<ModelCard> cards)
        : base(writer, cards)
    {
        Line(["image", .. cards.Select(card => card.Name), "note"]);
        Line(["---", .. cards.Select(_ => "---:"), "---"]);
    }

    public override void Row(IReadOnlyList<ScoredImage> scores) => Line(
    [
        scores[0].Path,
        .. Cards.Zip(scores, (card, score) => $"{Text(card, score)} {Doubt(card, score)}".TrimEnd()),
        Remarks(scores),
    ]);

    private void Line(IEnumerable<string> cells) =>
        Writer.Write($"| {string.Join(" | ", cells.Select(cell => Printable.Of(cell).Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
}
