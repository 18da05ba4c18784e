using System.Globalization;
using System.Text;
using IqaSharp.Cli.Evaluation;
using IqaSharp.Cli.Output;
using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Benchmarks;

/// <summary>Writes the page of a benchmark: a table and a plot for each data set, the costs, and published figures in columns of their own.</summary>
internal static class BenchmarkPage
{
    private const string None = "";
    private static readonly string[] ReferenceSets = ["TID2013", "CSIQ", "LIVE"];

    public static void Write(string file, string command, IReadOnlyList<BenchmarkResult> results, IReadOnlyDictionary<string, ModelCard> cards, IReadOnlyDictionary<string, ScoringCost> costs)
    {
        var page = new StringBuilder();
        page.Append(
            $"""
            # Benchmarks

            Made by one command, which continues where it was stopped:

            ```sh
            {command}
            ```

            Positive correlations mean agreement with people, whichever direction a metric has. Brackets hold 95 % intervals of a bootstrap, over images, and over scenes for the mean SRCC per scene. Time is that of a decoded image or pair of one megapixel, peak memory that of the whole process, each metric in a process of its own, on {CostTable.Machine}, as busy as that machine was: compare times with one another. A metric whose card or description names a data set is marked † there: it may have learned from those images.

            **Published figures** were not measured here and have columns of their own. {PublishedFigure.Origins}.


            """);
        foreach (var result in results)
        {
            Section(page, result, cards, costs, Path.GetFileNameWithoutExtension(file));
        }

        Unmeasured(page, cards);
        AtomicFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(page.ToString().ReplaceLineEndings("\n"))));
    }

    private static void Section(StringBuilder page, BenchmarkResult result, IReadOnlyDictionary<string, ModelCard> cards, IReadOnlyDictionary<string, ScoringCost> costs, string plots)
    {
        var set = result.Set;
        var scenes = result.Reports.Any(report => report.PerScene is not null);
        string[] published = [.. Published(set).Where(name => result.Reports.Any(report => Figure(report.Metric, name) is not null))];
        string[] titles = ["metric", "reference", "SRCC", .. scenes ? new[] { "SRCC per scene" } : [], "s per megapixel", "peak memory", .. published.Select(name => $"{name}, published")];
        var rows = result.Reports.Select(report => (IReadOnlyList<string>)
        [
            $"`{report.Metric}`{(Learned(cards[report.Metric], set) ? " †" : "")}{(report.Failed > 0 ? $" ({report.Failed} failed)" : "")}",
            CardView.Text(cards[report.Metric].ReferenceKind),
            Text(report.All.Srcc),
            .. scenes ? new[] { Text(report.PerScene) } : [],
            costs.TryGetValue(report.Metric, out var cost) ? cost.SecondsPerMegapixel.ToString("0.000", CultureInfo.InvariantCulture) : None,
            cost is null ? None : string.Create(CultureInfo.InvariantCulture, $"{cost.PeakBytes / 1e6:0} MB"),
            .. published.Select(name => Text(Figure(report.Metric, name))),
        ]);
        var images = set.Data.Items.Count == set.Whole ? $"all {set.Whole} images" : $"{set.Data.Items.Count} of {set.Whole} images, drawn by a hash of their names";
        page.Append(CultureInfo.InvariantCulture, $"## {set.Name}\n{images}.\n\n{new EvaluationTable(titles, [.. rows]).ToMarkdown()}\n![SRCC against time per megapixel on {set.Name}]({plots}/{set.File}.svg)\n\n");
    }

    /// <summary>Methods of the published columns, and networks of ours, that were not measured.</summary>
    private static void Unmeasured(StringBuilder page, IReadOnlyDictionary<string, ModelCard> cards)
    {
        string[] sets = [.. PublishedFigure.All.Select(figure => figure.Set).Distinct()];
        var names = ModelCatalogue.Entries.Where(entry => !cards.ContainsKey(entry.Name)).Select(entry => (entry.Name, Why: $"weights are not installed: `iqa models pull {entry.Name}`"))
            .Concat(PublishedFigure.All.Select(figure => figure.Metric).Distinct().Where(name => !cards.ContainsKey(name) && ModelCatalogue.Find(name) is null && ClassicalMetrics.Find(name) is null).Select(name => (Name: name, Why: "none of IqaSharp's")));
        var rows = names.Select(row => (IReadOnlyList<string>)[row.Name, row.Why, .. sets.Select(set => Text(Figure(row.Name, set)))]).ToList();
        if (rows.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"## Not measured here\n{new EvaluationTable(["method", "why", .. sets.Select(set => $"{set}, published")], rows).ToMarkdown()}");
        }
    }

    /// <summary>The sets whose published figures belong beside those of a set: its own, and the classic ones where there are references.</summary>
    private static string[] Published(BenchmarkSet set) =>
        [.. PublishedFigure.All.Select(figure => figure.Set).Distinct().Where(name => Is(set, name)), .. set.Data.HasReferences ? ReferenceSets : []];

    private static double? Figure(string metric, string set) =>
        PublishedFigure.All.FirstOrDefault(figure => figure.Metric == metric && figure.Set == set)?.Srcc
        ?? ModelCatalogue.Find(metric)?.Correlations.FirstOrDefault(correlation => correlation.DataSet == set || correlation.DataSet == $"{set} test")?.Srcc;

    private static bool Is(BenchmarkSet set, string name) => set.Name.Split(' ')[0].Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Names are compared without hyphens: AGIQA-3K is called agiqa3k.</summary>
    private static bool Learned(ModelCard card, BenchmarkSet set)
    {
        static string Plain(string text) => text.Replace("-", "", StringComparison.Ordinal);
        var name = Plain(set.Name.Split(' ')[0]);
        return new[] { card.Description, card.Licence, card.Origin, ClassicalMetrics.Find(card.Name)?.Title }.OfType<string>().Any(text => Plain(text).Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    private static string Text(Estimate? estimate) =>
        estimate is null ? "undefined" : string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:0.000} [{estimate.Low:0.000}, {estimate.High:0.000}]");

    private static string Text(double? published) => published?.ToString("0.00#", CultureInfo.InvariantCulture) ?? None;
}
