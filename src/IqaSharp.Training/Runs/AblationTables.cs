using System.Globalization;
using System.Text;
using IqaSharp.Evaluation;

namespace IqaSharp.Training.Runs;

/// <summary>Tables of what the variants of an ablation say of held-out images: for each set, within one photograph and over all, and for each kind of damage, its severity and what restored it.</summary>
internal static class AblationTables
{
    private const int FewestImages = 3; // of one photograph, to rank them
    private const int FewestOfGroup = 10;
    private const string Everything = "all that is held out";

    /// <param name="variants">Each variant's scores, by seed.</param>
    /// <param name="baseline">The variant that others are compared with; null for none.</param>
    public static string Of(IReadOnlyList<(string Name, IReadOnlyList<IReadOnlyList<HeldOutScore>> Seeds)> variants, string? baseline)
    {
        var text = new StringBuilder();
        var against = variants.FirstOrDefault(variant => variant.Name == baseline).Seeds;
        foreach (var set in SetsOf(variants))
        {
            var images = Sets(variants[0].Seeds, set)[0];
            text.Append(CultureInfo.InvariantCulture, $"\n{set}: {images.Length} images of {images.Select(image => image.Photograph).Distinct().Count()} photographs\n\n");
            text.Append(CultureInfo.InvariantCulture, $"| variant | SRCC per reference |{(against is null ? "" : $" more than {baseline} |")} SRCC over all |\n| --- | ---: |{(against is null ? "" : " ---: |")} ---: |\n");
            foreach (var (name, seeds) in variants)
            {
                var own = Sets(seeds, set);
                var gain = against is null ? "" : name == baseline ? " – |" : $" {Gain(own, Sets(against, set))} |";
                text.Append(CultureInfo.InvariantCulture, $"| {name} | {Spread(own.Select(PerReference))} |{gain} {Spread(own.Select(Srcc))} |\n");
            }

            AppendGroups(text, variants, baseline, set, "damage", score => score.Damage);
            AppendGroups(text, variants, baseline, set, "severity", score => $"{score.Severity}");
            AppendGroups(text, variants, baseline, set, "restorer", score => score.Restorer);
        }

        return text.ToString();
    }

    /// <summary>For each set, what each variant's seeds reach within one photograph.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<(string Variant, double[] Seeds)> Rows)> PerReference(IReadOnlyList<(string Name, IReadOnlyList<IReadOnlyList<HeldOutScore>> Seeds)> variants) =>
    [
        .. SetsOf(variants)
            .Select(set => ($"{set}: SRCC per reference", (IReadOnlyList<(string, double[])>)[.. variants.Select(variant => (variant.Name, Sets(variant.Seeds, set).Select(PerReference).OfType<double>().ToArray()))])),
    ];

    /// <summary>A row for each group of a set's images. A photograph has few images of a group: they are ranked over all, and groups with less than ten are left out.</summary>
    private static void AppendGroups(
        StringBuilder text, IReadOnlyList<(string Name, IReadOnlyList<IReadOnlyList<HeldOutScore>> Seeds)> variants, string? baseline, string set, string title, Func<HeldOutScore, string> group)
    {
        var rows = variants.Select(variant => (variant.Name, Seeds: Sets(variant.Seeds, set))).ToList();
        string[] groups = [.. rows[0].Seeds[0].GroupBy(group).Where(images => images.Count() >= FewestOfGroup).Select(images => images.Key).Order(StringComparer.Ordinal)];
        if (groups.Length < 2)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n| {set}, by {title}, SRCC over all{(baseline is null ? "" : $"; ▲ ▼ above and below {baseline} by more than chance")} | {string.Join(" | ", variants.Select(variant => variant.Name))} |\n| --- |{string.Concat(variants.Select(_ => " ---: |"))}\n");
        foreach (var value in groups)
        {
            var own = rows.Select(row => (row.Name, Seeds: row.Seeds.ConvertAll(scores => Array.FindAll(scores, score => group(score) == value)))).ToList();
            var others = own.Find(row => row.Name == baseline).Seeds;
            text.Append(CultureInfo.InvariantCulture, $"| {value} | {string.Join(" | ", own.Select(row => Spread(row.Seeds.Select(Srcc)) + (others is null || row.Name == baseline ? "" : Sign(row.Seeds, others))))} |\n");
        }
    }

    /// <summary>Whether the correlation over all lies above or below another's with its whole 95 % interval, by bootstrap over photographs.</summary>
    private static string Sign(List<HeldOutScore[]> own, List<HeldOutScore[]> others)
    {
        var photographs = own.Concat(others).Select(scores => scores.ToLookup(score => score.Photograph)).ToList();
        string[] names = [.. photographs[0].Select(photograph => photograph.Key)];
        double? Mean(IEnumerable<ILookup<string, HeldOutScore>> seeds, int[] drawn) => seeds.Average(seed => Srcc([.. drawn.SelectMany(i => seed[names[i]])]));
        var difference = Bootstrap.Interval(0, Bootstrap.Resample(names.Length, new EvaluationOptions()).Select(drawn => Mean(photographs.Take(own.Count), drawn) - Mean(photographs.Skip(own.Count), drawn)));
        return difference.Low > 0 ? " ▲" : difference.High < 0 ? " ▼" : "";
    }

    /// <summary>The names of the sets; where there are several, all of them together come first.</summary>
    private static string[] SetsOf(IReadOnlyList<(string Name, IReadOnlyList<IReadOnlyList<HeldOutScore>> Seeds)> variants) =>
        variants[0].Seeds[0].Select(score => score.Set).Distinct().ToList() is var sets && sets.Count > 1 ? [Everything, .. sets] : [.. sets];

    private static List<HeldOutScore[]> Sets(IEnumerable<IReadOnlyList<HeldOutScore>> seeds, string set) => [.. seeds.Select(scores => scores.Where(score => set == Everything || score.Set == set).ToArray())];

    private static double? Srcc(HeldOutScore[] scores) => scores.Length < FewestImages ? null : Correlations.Srcc([.. scores.Select(score => score.Score)], [.. scores.Select(score => score.Label)]);

    private static double? PerReference(HeldOutScore[] scores) => ByPhotograph(scores) is { Count: > 0 } each ? each.Values.Average() : null;

    private static Dictionary<string, double> ByPhotograph(HeldOutScore[] scores) =>
        scores.GroupBy(score => score.Photograph).Select(group => (group.Key, Srcc: Srcc([.. group]))).Where(each => each.Srcc is not null).ToDictionary(each => each.Key, each => each.Srcc!.Value);

    /// <summary>The mean difference per reference over photographs and seeds, with its 95 % interval by bootstrap over photographs.</summary>
    private static string Gain(List<HeldOutScore[]> own, List<HeldOutScore[]> others)
    {
        var gains = own.Zip(others, (a, b) => (Own: ByPhotograph(a), Other: ByPhotograph(b))).SelectMany(pair => pair.Own.Keys.Where(pair.Other.ContainsKey).Select(photograph => (photograph, Gain: pair.Own[photograph] - pair.Other[photograph])))
            .GroupBy(each => each.photograph).Select(group => group.Average(each => each.Gain)).ToArray();
        if (gains.Length < 2)
        {
            return "–";
        }

        var gain = Bootstrap.Interval(gains.Average(), Bootstrap.Resample(gains.Length, new EvaluationOptions()).Select(drawn => (double?)drawn.Average(i => gains[i])));
        return string.Create(CultureInfo.InvariantCulture, $"{gain.Value:+0.000;−0.000} ({gain.Low:+0.000;−0.000} to {gain.High:+0.000;−0.000})");
    }

    /// <summary>Mean and standard deviation over the seeds.</summary>
    public static string Spread(IEnumerable<double?> seeds)
    {
        double[] values = [.. seeds.OfType<double>()];
        return values.Length switch
        {
            0 => "–",
            1 => string.Create(CultureInfo.InvariantCulture, $"{values[0]:0.0000}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{values.Average():0.0000} ± {Math.Sqrt(values.Sum(value => (value - values.Average()) * (value - values.Average())) / (values.Length - 1)):0.0000}"),
        };
    }
}
