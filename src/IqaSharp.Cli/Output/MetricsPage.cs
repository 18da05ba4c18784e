using System.Text;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Output;

/// <summary>docs/metrics.md, of the cards alone: it does not depend on what somebody has installed.</summary>
internal static class MetricsPage
{
    public static string Write()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Metrics

            Made by `iqa models --markdown` of the metrics' own cards. What a score costs is in [performance.md](performance.md).

            ## Learned
            The first come with the program; `iqa models pull NAME` downloads one of the others, `iqa models show NAME` tells what it was trained on and how far it agrees with people. Higher is better.


            """);
        Table(
            page,
            ["name", "network", "paper", "reference", "range", "licence of the weights"],
            [
                .. ModelStore.Default.Shipped().Select(model => model.Card).OfType<ModelCard>().Select(card => (string[])[$"`{card.Name}`", card.Architecture, card.Paper ?? "", CardView.Text(card.ReferenceKind), CardView.Text(card.Range), card.Licence ?? ""]),
                .. ModelCatalogue.Entries.Select(entry => (string[])[$"`{entry.Name}`", entry.Architecture, entry.Paper, CardView.Text(entry.ReferenceKind), CardView.Text(entry.Range), entry.Licence]),
            ]);
        page.Append(
            """

            ## Classical
            Always there: `iqa score image.png --reference original.png --metric ssim`. The range is that of images; the smallest image is its shorter side in pixels.


            """);
        Table(
            page,
            ["name", "what it is", "paper", "reference", "range", "better", "smallest image"],
            ClassicalMetrics.All.Select(metric => (string[])
            [
                $"`{metric.Name}`", metric.Title, metric.Paper, CardView.Text(metric.ReferenceKind), CardView.Text(metric.Range), metric.HigherIsBetter ? "higher" : "lower", $"{metric.SmallestSide}",
            ]));
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Table(StringBuilder page, string[] titles, IEnumerable<string[]> rows)
    {
        foreach (var row in rows.Prepend([.. titles.Select(_ => "---")]).Prepend(titles))
        {
            page.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }
    }
}
