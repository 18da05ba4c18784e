using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Comparing;

/// <summary>What one metric says of a few images.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="HigherIsBetter">Whether a larger score is a better image.</param>
/// <param name="Scores">By image; null where there is none.</param>
/// <param name="Error">Why there is none; null where all have one.</param>
internal sealed record Comparison(string Metric, bool HigherIsBetter, IReadOnlyList<double?> Scores, string? Error)
{
    /// <summary>The images that it finds best: several where they score the same, none where one alone has a score.</summary>
    public IReadOnlyList<int> Winners
    {
        get
        {
            var scored = Scores.OfType<double>().ToList();
            var best = scored.Count > 1 ? HigherIsBetter ? scored.Max() : scored.Min() : double.NaN;
            return scored.Distinct().Count() < 2 ? [] : [.. Enumerable.Range(0, Scores.Count).Where(i => Scores[i] == best)];
        }
    }

    /// <summary>The metrics that can judge: classical and installed ones, those for pairs only with a reference.</summary>
    public static IReadOnlyList<string> Applicable(bool withReference) =>
    [
        .. ClassicalMetrics.All.Where(metric => withReference || metric.ReferenceKind == ReferenceKind.NoReference).Select(metric => metric.Name),
        .. ModelStore.Default.Installed().Where(model => model.Card is { Trained: true } card && (card.ReferenceKind == ReferenceKind.NoReference || (withReference && card.ReferenceKind == ReferenceKind.FullReference))).Select(model => model.Name),
    ];

    /// <summary>Scores the images with one metric.</summary>
    public static Comparison Of(Metric metric, IReadOnlyList<Image> images, Image? reference)
    {
        string? error = null;
        double? Score(Func<QualityScore> score)
        {
            try
            {
                return score().Value;
            }
            catch (BadImageException e)
            {
                error ??= e.Message;
                return null;
            }
        }

        if (metric.Card.ReferenceKind == ReferenceKind.NoReference)
        {
            return new Comparison(metric.Card.Name, metric.Card.HigherIsBetter, [.. images.Select(image => Score(() => metric.Score(image)))], error);
        }

        try
        {
            using var referenced = metric.WithReference(reference!);
            return new Comparison(metric.Card.Name, metric.Card.HigherIsBetter, [.. images.Select(image => Score(() => referenced.Score(image)))], error);
        }
        catch (BadImageException e)
        {
            return new Comparison(metric.Card.Name, metric.Card.HigherIsBetter, [.. images.Select(_ => (double?)null)], e.Message);
        }
    }
}
