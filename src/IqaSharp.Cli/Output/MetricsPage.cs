using System.Text;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Output;

/// <summary>Writes docs/metrics.md from the cards of the models and metrics. It does not depend on what is installed.</summary>
internal static class MetricsPage
{
    public static string Write()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Metrics

            Made by `iqa models --markdown` from the cards of the models and metrics. [performance.md](performance.md) says what a score costs.

            ## Learned
            The models at the top come with the program, and `iqa models pull NAME` downloads one of the others. `iqa models show NAME` says what a model was trained on and how well it agrees with people. LPIPS and DISTS measure distances: a copy of the reference has exactly 0, the two images may be swapped, and LPIPS has no upper bound. The smallest image is given by its shorter side in pixels.


            """);
        Table(
            page,
            ["name", "network", "paper", "reference", "range", "better", "smallest image", "licence of the weights"],
            [
                .. ModelStore.Default.Shipped().Select(model => model.Card).OfType<ModelCard>().Select(card => (string[])[$"`{card.Name}`", card.Architecture, card.Paper ?? "", CardView.Text(card.ReferenceKind), CardView.Text(card.Range), CardView.Better(card), $"{card.SmallestSide}", card.Licence ?? ""]),
                .. ModelCatalogue.Entries.Select(entry => (string[])[$"`{entry.Name}`", entry.Architecture, entry.Paper, CardView.Text(entry.ReferenceKind), CardView.Text(entry.Range), CardView.Better(entry), CardView.SmallestSide(entry), entry.Licence]),
            ]);
        page.Append(
            """

            ## Classical
            Always available: `iqa score image.png --reference original.png --metric ssim`. No score with a reference leaves the range; it is empty where one side is unbounded. A copy of the reference has exactly the best score, and no other image a better one, except that VIF rewards contrast. The smallest image is given by its shorter side in pixels. Metrics that take a reference see 16 bits per sample where the file has them, and 8 where its colours had to be converted from a profile, CMYK or L*a*b*; the others see the upper 8 bits. Transparent images are composited on white; SSIMULACRA 2 composites them on dark and on bright grey, Butteraugli on black and on white, and the worse score counts. Both depend on which of two images is the reference.


            """);
        Table(
            page,
            ["name", "what it is", "computed from", "paper", "reference", "range", "better", "smallest image"],
            ClassicalMetrics.All.Select(metric => (string[])
            [
                $"`{metric.Name}`", metric.Title, metric.Channels, metric.Paper, CardView.Text(metric.ReferenceKind), CardView.Text(metric.Range), CardView.Better(metric), $"{metric.SmallestSide}",
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
