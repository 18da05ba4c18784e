using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

/// <summary>Properties of every full-reference metric.</summary>
public class ClassicalMetricsTests
{
    private static readonly Image Coffee = Cut(Image.Load(Repository.Sample("coffee.png")), 320, 240);

    public static TheoryData<string> Names => [.. ClassicalMetrics.All.Where(metric => metric.ReferenceKind == ReferenceKind.FullReference).Select(metric => metric.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Identical_images_have_the_best_score(string name)
    {
        Assert.Equal(Best(name), Score(name, Coffee, Coffee), 1e-4);
    }

    /// <summary>Constant images have no gradients, no variance and no spectrum; every quotient is near 0 / 0. What is undefined is refused (<see cref="CopyTests"/>).</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Constant_images_have_a_score_or_are_refused(string name)
    {
        Image[] images = [Constant(0), Constant(128), Constant(255), Cut(Coffee, 200, 180)];
        var best = Best(name);
        foreach (var reference in images)
        {
            Assert.Equal(best, Score(name, reference, reference), 1e-3);
            Assert.All(images, distorted => Assert.True(IsAtMost(best, name, ScoreOrBest(reference, distorted))));
        }

        double ScoreOrBest(Image reference, Image distorted)
        {
            try
            {
                return Score(name, reference, distorted);
            }
            catch (BadImageException e)
            {
                Assert.Contains("flat or dark", e.Message, StringComparison.Ordinal);
                return best;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void More_blur_is_worse(string name)
    {
        var direction = ClassicalMetrics.Find(name)!.HigherIsBetter ? 1 : -1;
        var scores = new[] { 0.7, 1.5, 3, 6 }.Select(sigma => direction * Score(name, Coffee, Blur(Coffee, sigma))).ToArray();
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_smallest_image_has_a_score_and_a_smaller_one_is_refused(string name)
    {
        var side = ClassicalMetrics.Find(name)!.SmallestSide;
        var smallest = Cut(Pictures.All["photograph"](), side + 3, side);
        Assert.True(IsAtMost(Score(name, smallest, smallest), name, Score(name, smallest, Blur(smallest, 1))));
        if (side > 1)
        {
            var smaller = Cut(Coffee, side + 3, side - 1);
            var refused = Assert.Throws<BadImageException>(() => Score(name, smaller, smaller));
            Assert.Contains($"{side + 3}×{side - 1} pixels are too few: {name} needs {side}", refused.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Odd sides and large primes: halving, padding and Fourier transforms.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Odd_sizes_have_a_score_near_that_of_even_ones(string name)
    {
        var odd = Cut(Coffee, 293, 187);
        var even = Cut(Coffee, 292, 186);
        var score = Score(name, odd, Blur(odd, 1.5));
        Assert.InRange(Score(name, even, Blur(even, 1.5)), score - (0.05 * Math.Abs(score)), score + (0.05 * Math.Abs(score)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_thread_gives_the_same_score_as_many(string name)
    {
        using var metric = Metric.Load(name, new MetricOptions { Threads = 1 });
        var blurred = Blur(Coffee, 1);
        Assert.Equal(Score(name, Coffee, blurred), metric.Score(blurred, Coffee).Value, 1e-5 * Math.Abs(Score(name, Coffee, blurred)));
    }

    /// <summary>Whether a score is a number and no better than the best.</summary>
    private static bool IsAtMost(double best, string name, double score) =>
        double.IsFinite(score) && (ClassicalMetrics.Find(name)!.HigherIsBetter ? score <= best + 1e-3 : score >= best - 1e-3);

    private static double Best(string name)
    {
        using var metric = Metric.Load(name);
        return CopyTests.Best(metric);
    }

    private static double Score(string name, Image reference, Image distorted)
    {
        using var metric = Metric.Load(name);
        return metric.Score(distorted, reference).Value;
    }

    private static Image Constant(byte level) => new(200, 180, [.. Enumerable.Repeat(level, 200 * 180 * 3)]);

    private static Image Cut(Image image, int width, int height) => new(
        width, height, [.. Enumerable.Range(0, height).SelectMany(y => image.Pixels.Slice(3 * image.Width * y, 3 * width).ToArray())]);

    private static Image Blur(Image image, double sigma)
    {
        using var channels = Colour.Rgb(image);
        using var blurred = channels.Select(channel => Filter.Same(channel, Kernel.Gaussian((2 * (int)Math.Ceiling(3 * sigma)) + 1, sigma), Border.Symmetric));
        var pixels = new byte[image.Pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp(MathF.Round(blurred[i % 3].Samples[i / 3]), 0, 255);
        }

        return new Image(image.Width, image.Height, pixels);
    }
}
