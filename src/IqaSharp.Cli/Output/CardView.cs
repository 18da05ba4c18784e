using System.Globalization;
using IqaSharp.Cli.Commands;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Networks;

namespace IqaSharp.Cli.Output;

/// <summary>Prints a model's card for a person to read.</summary>
internal static class CardView
{
    /// <summary>An installed model.</summary>
    public static void Write(Model model) =>
        Write(model.Card, string.Create(CultureInfo.InvariantCulture, $"{model.Card.Architecture}, {model.Tensors.Values.Sum(t => (long)t.Length) / 1e6:0.0} M parameters"), model.Calibration, model.Quantisation, model.Explainer);

    /// <summary>A metric without weights.</summary>
    public static void Write(ModelCard card) => Write(card, card.Architecture);

    /// <summary>A model that can be downloaded.</summary>
    public static void Write(CatalogueEntry entry) => Write(
        [
            ("model", $"{entry.Name} (not installed; 'iqa models pull {entry.Name}' downloads it)"),
            ("description", entry.Description),
            ("architecture", entry.Architecture),
            ("semantics", entry.Semantics?.ToString().ToLowerInvariant()),
            ("reference", Text(entry.ReferenceKind)),
            ("range", entry.Range is null ? $"{Better(entry)} is better" : $"{Text(entry.Range)}, {Better(entry)} is better"),
            ("smallest side", $"{SmallestSide(entry)} pixels"),
            ("paper", entry.Paper),
            ("licence", entry.Licence),
            ("origin", string.Join(", on ", entry.Files.Select(file => file.Address))),
            ("size", entry.DownloadBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB") : null),
        ],
        entry.Correlations);

    /// <summary>What a card says, as titles and texts; what is not known is left out.</summary>
    public static IReadOnlyList<string[]> Lines(ModelCard card) => [.. Known(Lines(card, card.Architecture), card.Correlations).Select(line => new[] { line.Title, line.Text! })];

    private static void Write(ModelCard card, string architecture, Calibration? calibration = null, Quantisation? quantisation = null, Explainer? explainer = null) =>
        Write(Lines(card, architecture, calibration, quantisation, explainer), card.Correlations);

    private static (string Title, string? Text)[] Lines(ModelCard card, string architecture, Calibration? calibration = null, Quantisation? quantisation = null, Explainer? explainer = null)
    {
        var direction = $"{Better(card)} is better";
        return
        [
            ("model", card.Name + (card.Trained ? "" : " (untrained placeholder, its scores mean nothing)")),
            ("description", card.Description),
            ("architecture", architecture),
            ("configuration", card.Configuration.Count == 0 ? null : card.Configuration.ToJsonString()),
            ("reference", Text(card.ReferenceKind)),
            ("range", card.Range is null ? direction : $"{Text(card.Range)}, {direction}"),
            ("smallest side", $"{card.SmallestSide} pixels"),
            ("paper", card.Paper),
            ("licence", card.Licence),
            ("origin", card.Origin),
            ("intervals", calibration is null ? null : Intervals(calibration)),
            ("familiarity", calibration is null ? null : string.Create(CultureInfo.InvariantCulture, $"against {calibration.Photographs} photographs; unfamiliar below {QualityScore.UnfamiliarBelow}")),
            ("calibrated by", calibration?.Command),
            ("8-bit integers", quantisation is null ? null : QuantizeCommand.Summary(quantisation)),
            ("quantised by", quantisation?.Command),
            ("explains", explainer is null ? null : Explains(explainer)),
            ("explainer by", explainer?.Command),
        ];
    }

    private static string Explains(Explainer explainer) => string.Create(
        CultureInfo.InvariantCulture,
        $"kinds of damage, {100 * explainer.Accuracy:0} % named first and {100 * explainer.AccuracyOfThree:0} % among three on {explainer.HeldOut} held-out photographs; places; fitted to {explainer.Photographs} photographs");

    private static string Intervals(Calibration calibration) => string.Create(
        CultureInfo.InvariantCulture,
        $"hold {100 * Calibration.Coverage:0} % of people's mean opinions; {100 * calibration.Held:0.0} % of {calibration.Images} in cross-validation, mean width {calibration.MeanWidth:0.##}; {calibration.Data}");

    private static void Write(IEnumerable<(string Title, string? Text)> lines, IEnumerable<Correlation> correlations)
    {
        var grid = new TextTable(new TextColumn(""), new TextColumn(""));
        foreach (var (title, text) in Known(lines, correlations))
        {
            grid.Add(title, text!);
        }

        grid.Write();
    }

    private static IEnumerable<(string Title, string? Text)> Known(IEnumerable<(string Title, string? Text)> lines, IEnumerable<Correlation> correlations)
    {
        var agreement = correlations.Select(c =>
            ("agreement", (string?)string.Create(CultureInfo.InvariantCulture, $"{c.DataSet}: SRCC {c.Srcc:0.000}, PLCC {c.Plcc:0.000} ({c.Origin})")));
        return lines.Concat(agreement).Where(line => !string.IsNullOrEmpty(line.Item2));
    }

    public static string Better(ClassicalMetric metric) => !metric.RatesQuality ? "–" : metric.HigherIsBetter ? "higher" : "lower";

    public static string Better(ModelCard card) => card.HigherIsBetter ? "higher" : "lower";

    public static string Better(CatalogueEntry entry) => FactsOf(entry).HigherIsBetter ? "higher" : "lower";

    public static string SmallestSide(CatalogueEntry entry) => $"{FactsOf(entry).SmallestSide}";

    /// <summary>What is known of a model before it is downloaded.</summary>
    private static NetworkFacts FactsOf(CatalogueEntry entry)
    {
        var architecture = Architecture.Find(entry.Architecture)!;
        return architecture.FactsOf(architecture.ReadConfiguration(entry.Settings ?? []));
    }

    public static string Text(ReferenceKind kind) => kind switch
    {
        ReferenceKind.FullReference => "pristine",
        ReferenceKind.DegradedReference => "degraded",
        _ => "none",
    };

    public static string Text(ScoreRange? range) => range is { } r ? string.Create(CultureInfo.InvariantCulture, $"{r.Low} to {r.High}") : "";
}
