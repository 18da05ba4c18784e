using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Metrics;

/// <summary>The scores that one metric gives to a few images.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="HigherIsBetter">Whether a larger score is a better image; null for a metric that measures what neither more nor less of is better, such as entropy.</param>
/// <param name="Scores">The score of each image; null for one that could not be scored.</param>
/// <param name="Error">Why the first image that was given could not be scored; null if all were.</param>
public sealed record Comparison(string Metric, bool? HigherIsBetter, IReadOnlyList<double?> Scores, string? Error)
{
    /// <summary>The indices of the best images: several that share the best score, none if all scores are equal, fewer than two images were scored, or the metric has no better direction.</summary>
    public IReadOnlyList<int> Winners
    {
        get
        {
            var scored = Scores.OfType<double>().ToList();
            if (HigherIsBetter is not { } higher || scored.Distinct().Count() < 2)
            {
                return [];
            }

            var best = higher ? scored.Max() : scored.Min();
            return [.. Enumerable.Range(0, Scores.Count).Where(i => Scores[i] == best)];
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
    /// <param name="images">The images; null for one that could not be read, which has no score.</param>
    /// <param name="reference">What a metric that takes a reference compares them with.</param>
    public static Comparison Of(Metric metric, IReadOnlyList<Image?> images, Image? reference)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(images);
        string? error = null;
        bool? direction = ClassicalMetrics.Find(metric.Card.Name) is { RatesQuality: false } ? null : metric.Card.HigherIsBetter;
        double? Score(Image? image, Func<Image, QualityScore> score)
        {
            try
            {
                return image is null ? null : score(image).Value;
            }
            catch (BadInputException e) when (e is BadImageException or SizeMismatchException or UndefinedScoreException)
            {
                error ??= e.Message;
                return null;
            }
        }

        if (metric.Card.ReferenceKind == ReferenceKind.NoReference)
        {
            return new Comparison(metric.Card.Name, direction, [.. images.Select(image => Score(image, metric.Score))], error);
        }

        try
        {
            using var referenced = metric.WithReference(reference!);
            return new Comparison(metric.Card.Name, direction, [.. images.Select(image => Score(image, referenced.Score))], error);
        }
        catch (BadImageException e)
        {
            return new Comparison(metric.Card.Name, direction, [.. images.Select(_ => (double?)null)], e.Message);
        }
    }
}
