using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Models;
using IqaSharp.Networks;

namespace IqaSharp.Metrics.Maps;

/// <summary>Where an image is good, by a metric that takes no reference and gives one score for a whole image: windows of the image are scored.</summary>
public static class ScoreMap
{
    private const int SmallestWindow = 96;

    /// <summary>The mean score of the windows that contain each pixel. A window is square, a third of the image's shorter side but at least 96 pixels, and overlaps the next one by half or more.</summary>
    /// <param name="metric">A metric that takes no reference.</param>
    /// <param name="image">The image.</param>
    /// <returns>[height, width] of the image, on the metric's scale.</returns>
    /// <exception cref="UndefinedScoreException">The metric gave NaN or an infinity for a window.</exception>
    /// <exception cref="ReferenceKindException">The metric needs a reference.</exception>
    public static Plane Of(Metric metric, Image image)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(image);
        return Of(metric.Score, image);
    }

    /// <summary>The same as a map, for a metric whose network says nothing of places.</summary>
    internal static QualityMap Windows(IScorer scorer, ModelCard card, Image image, CancellationToken cancellation) => OnScale(Of(window => scorer.Score(window, cancellation), image), card);

    /// <summary>Scores of places as a map: on the metric's scale, or for a metric that has none, from the lowest to the highest of them.</summary>
    internal static QualityMap OnScale(Plane scores, ModelCard card)
    {
        float[] values = card.Range is null ? [.. scores.Samples] : [];
        return new(scores, card.Range ?? new(values.Min(), Math.Max(values.Max(), values.Min() + 1e-6)), card.HigherIsBetter);
    }

    private static Plane Of(Func<Image, QualityScore> scoreOf, Image image)
    {
        var side = Math.Min(Math.Min(image.Width, image.Height), Math.Max(SmallestWindow, Math.Min(image.Width, image.Height) / 3));
        var (sums, counts) = (new float[image.Width * image.Height], new float[image.Width * image.Height]);
        foreach (var y in Starts(image.Height, side))
        {
            foreach (var x in Starts(image.Width, side))
            {
                var score = (float)scoreOf(Window(image, x, y, side)).Value;
                for (var row = y; row < y + side; row++)
                {
                    for (var pixel = (row * image.Width) + x; pixel < (row * image.Width) + x + side; pixel++)
                    {
                        sums[pixel] += score;
                        counts[pixel]++;
                    }
                }
            }
        }

        var map = new Plane(image.Width, image.Height);
        for (var i = 0; i < sums.Length; i++)
        {
            map.Samples[i] = sums[i] / counts[i];
        }

        return map;
    }

    private static IEnumerable<int> Starts(int length, int side)
    {
        var steps = Math.Max(1, (int)Math.Ceiling((length - side) / (side / 2.0)));
        return Enumerable.Range(0, steps + 1).Select(i => (int)Math.Round((length - side) * (double)i / steps)).Distinct();
    }

    private static Image Window(Image image, int x, int y, int side)
    {
        var pixels = new byte[side * side * 3];
        for (var row = 0; row < side; row++)
        {
            image.Pixels.Slice((((y + row) * image.Width) + x) * 3, side * 3).CopyTo(pixels.AsSpan(row * side * 3));
        }

        return new Image(side, side, pixels) { Name = image.Name };
    }
}
