using IqaSharp.Imaging;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Comparing;

/// <summary>Where an image is good, for a metric that judges it as a whole: the mean score of the windows that a place lies in.</summary>
internal static class ScoreMap
{
    private const int LeastSide = 96;

    /// <summary>At each pixel: the mean score of windows of a third of the shorter side, half overlapping.</summary>
    public static float[] Of(Metric metric, Image image)
    {
        var side = Math.Min(Math.Min(image.Width, image.Height), Math.Max(LeastSide, Math.Min(image.Width, image.Height) / 3));
        var (sums, counts) = (new float[image.Width * image.Height], new float[image.Width * image.Height]);
        foreach (var y in Starts(image.Height, side))
        {
            foreach (var x in Starts(image.Width, side))
            {
                var score = (float)metric.Score(Window(image, x, y, side)).Value;
                for (var row = y; row < y + side; row++)
                {
                    for (var place = (row * image.Width) + x; place < (row * image.Width) + x + side; place++)
                    {
                        sums[place] += score;
                        counts[place]++;
                    }
                }
            }
        }

        return [.. sums.Zip(counts, (sum, count) => sum / count)];
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

        return new Image(side, side, pixels);
    }
}
