using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Output;

/// <summary>Prints a model's card for a person to read.</summary>
internal static class CardView
{
    /// <summary>An installed model.</summary>
    public static void Write(Model model) =>
        Write(model.Card, string.Create(CultureInfo.InvariantCulture, $"{model.Card.Architecture}, {model.Tensors.Values.Sum(t => (long)t.Length) / 1e6:0.0} M parameters"), model.Calibration);

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
            ("range", Text(entry.Range)),
            ("paper", entry.Paper),
            ("licence", entry.Licence),
            ("origin", entry.Address.ToString()),
            ("size", entry.ApproximateBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB") : null),
        ],
        entry.Correlations);

    private static void Write(ModelCard card, string architecture, Calibration? calibration = null)
    {
        var direction = card.HigherIsBetter ? "higher is better" : "lower is better";
        Write(
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
            ],
            card.Correlations);
    }

    private static string Intervals(Calibration calibration) => string.Create(
        CultureInfo.InvariantCulture,
        $"hold {100 * Calibration.Coverage:0} % of people's mean opinions; {100 * calibration.Held:0.0} % of {calibration.Images} in cross-validation, mean width {calibration.MeanWidth:0.##}; {calibration.Data}");

    private static void Write(IEnumerable<(string Title, string? Text)> lines, IEnumerable<Correlation> correlations)
    {
        var agreement = correlations.Select(c =>
            ("agreement", (string?)string.Create(CultureInfo.InvariantCulture, $"{c.DataSet}: SRCC {c.Srcc:0.000}, PLCC {c.Plcc:0.000} ({c.Origin})")));
        var grid = new TextTable(new TextColumn(""), new TextColumn(""));
        foreach (var (title, text) in lines.Concat(agreement).Where(line => !string.IsNullOrEmpty(line.Item2)))
        {
            grid.Add(title, text!);
        }

        grid.Write();
    }

    public static string Better(ClassicalMetric metric) => !metric.RatesQuality ? "–" : metric.HigherIsBetter ? "higher" : "lower";

    public static string Text(ReferenceKind kind) => kind switch
    {
        ReferenceKind.FullReference => "pristine",
        ReferenceKind.DegradedReference => "degraded",
        _ => "none",
    };

    public static string Text(ScoreRange? range) => range is { } r ? string.Create(CultureInfo.InvariantCulture, $"{r.Low} to {r.High}") : "";
}
