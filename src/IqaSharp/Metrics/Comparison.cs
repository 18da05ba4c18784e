using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Metrics;

/// <summary>The scores that one metric gives to a few images.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="HigherIsBetter">Whether a larger score is a better image.</param>
/// <param name="Scores">The score of each image; null for one that could not be scored.</param>
/// <param name="Error">Why the first of those could not be scored; null if all were.</param>
public sealed record Comparison(string Metric, bool HigherIsBetter, IReadOnlyList<double?> Scores, string? Error)
{
    /// <summary>The indices of the best images: several that share the best score, none if all scores are equal or fewer than two images were scored.</summary>
    public IReadOnlyList<int> Winners
    {
        get
        {
            var scored = Scores.OfType<double>().ToList();
            var best = scored.Count > 1 ? HigherIsBetter ? scored.Max() : scored.Min() : double.NaN;
            return scored.Distinct().Count() < 2 ? [] : [.. Enumerable.Range(0, Scores.Count).Where(i => Scores[i] == best)];
        }
    }

    /// <summary>The names of the classical metrics and installed, trained models that can score: those that take a pristine reference only where there is one.</summary>
    public static IReadOnlyList<string> Applicable(bool withReference) =>
    [
        .. ClassicalMetrics.All.Where(metric => withReference || metric.ReferenceKind == ReferenceKind.NoReference).Select(metric => metric.Name),
        .. ModelStore.Default.Installed().Where(model => model.Card is { Trained: true } card && (card.ReferenceKind == ReferenceKind.NoReference || (withReference && card.ReferenceKind == ReferenceKind.FullReference))).Select(model => model.Name),
    ];

    /// <summary>Scores images with one metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="images">The images.</param>
    /// <param name="reference">What a metric that takes a reference compares them with.</param>
    /// <exception cref="SizeMismatchException">An image differs in size from the reference, and <see cref="MetricOptions.SizeMismatch"/> does not allow it.</exception>
    public static Comparison Of(Metric metric, IReadOnlyList<Image> images, Image? reference)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(images);
        string? error = null;
        double? Score(Func<QualityScore> score)
        {
            try
            {
                return score().Value;
            }
            catch (BadInputException e) when (e is BadImageException or UndefinedScoreException)
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
