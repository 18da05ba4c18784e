using System.Numerics;
using System.Runtime.Intrinsics;
using CsCheck;
using IqaSharp.Core;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Deblurring;
using IqaSharp.Restorations.Denoising;
using IqaSharp.Restorations.Filtering;
using Xunit;
using Plane = IqaSharp.Imaging.Planes.Plane;

namespace IqaSharp.Tests.Restorations;

/// <summary>Optimised filters against straightforward implementations.</summary>
public sealed class FilterTests
{
    private static readonly Gen<(int Width, int Height, float[] Samples)> Images =
        from width in Gen.Int[1, 40]
        from height in Gen.Int[1, 12]
        from samples in Gen.Float[0, 255].Array[width * height]
        select (width, height, samples);

    [Fact]
    public void Mirroring_repeats_as_often_as_needed() =>
        Assert.Equal([2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2], Enumerable.Range(-9, 12).Select(i => SymmetricBorder.Index(i, 3)));

    [Fact]
    public void The_exponential_is_accurate() => Gen.Float[0, 80].Sample(x =>
        Assert.Equal(1, Exponential.Decay(new Vector<float>(x))[0] / MathF.Exp(-x), 1e-5f));

    [Fact]
    public void The_box_filter_is_a_mean() => Both(
        plane => BoxMean.Of(plane, 2),
        at => Square(2).Average(p => at(p.X, p.Y)));

    [Theory, InlineData(1), InlineData(2)]
    public void The_median_filter_is_a_median(int reach) => Both(
        plane => Stencil.Apply(plane, reach, new Median(reach)),
        at => Square(reach).Select(p => at(p.X, p.Y)).Order().ElementAt(Square(reach).Count() / 2));

    [Fact]
    public void The_Gaussian_is_separable() => Both(
        plane => Gaussian.Blur(plane, 1.2),
        at => Square(4).Sum(p => at(p.X, p.Y) * Gaussian.HalfKernel(1.2)[Math.Abs(p.X)] * Gaussian.HalfKernel(1.2)[Math.Abs(p.Y)]));

    [Fact]
    public void Symmetric_filters_are_weighted_sums()
    {
        var lens = PointSpreadFunction.Lens(2.3);
        Assert.Equal(1, Square(lens.Radius).Sum(p => lens[Math.Abs(p.X), Math.Abs(p.Y)]), 1e-5f);
        Both(lens.Apply, at => Square(lens.Radius).Sum(p => at(p.X, p.Y) * lens[Math.Abs(p.X), Math.Abs(p.Y)]));
    }

    [Fact]
    public void Unchanged_DCT_blocks_add_up_to_the_image() => Both(plane => SlidingDct.Apply(plane, 2, default(Identity)), at => at(0, 0));

    [Fact]
    public void The_DCT_is_orthonormal()
    {
        using var plane = Made((16, 16, [.. Enumerable.Range(0, 256).Select(i => 255f * ((i * 37 % 101) / 101f))]));
        var energy = new Energy([0]);
        using var _ = SlidingDct.Apply(plane, 1, energy);
        var squares = from y in Enumerable.Range(-7, 23)
                      from x in Enumerable.Range(-7, 24) // one block beyond the right edge completes the last group of eight
                      from dy in Enumerable.Range(0, 8)
                      from dx in Enumerable.Range(0, 8)
                      select Math.Pow(plane.Row(SymmetricBorder.Index(y + dy, 16))[SymmetricBorder.Index(x + dx, 16)], 2);
        Assert.Equal(1, energy.Sum[0] / squares.Sum(), 1e-4);
    }

    [Fact]
    public void Wavelet_shrinkage_without_noise_changes_nothing() => Both(plane => WaveletShrinkage.Denoise(plane, 0, 4), at => at(0, 0));

    /// <summary>BayesShrink assumes that white noise has the same deviation in all subbands.</summary>
    [Fact]
    public void Wavelets_keep_the_deviation_of_white_noise()
    {
        using var noise = Made(Noise(256, 256, 10));
        var (low, high) = Wavelet97.Split(noise);
        Assert.InRange(Deviation(low), 9, 11);
        Assert.InRange(Deviation(high), 9, 11);
    }

    [Fact]
    public void The_noise_level_is_estimated()
    {
        using var noise = Made(Noise(200, 200, 10));
        Assert.InRange(NoiseLevel.Estimate(noise), 9.7, 10.3);
    }

    [Fact]
    public void Total_variation_minimises_its_objective()
    {
        using var noisy = Made(Noise(60, 40, 20));
        double[] objectives = [Objective(noisy, noisy, 15), .. new[] { 1, 3, 10, 30, 200 }.Select(iterations =>
        {
            using var result = TotalVariation.Denoise(noisy, 15, iterations);
            return Objective(result, noisy, 15);
        })];
        Assert.Equal(objectives.OrderDescending(), objectives);
        using var last = TotalVariation.Denoise(noisy, 15, 200);
        foreach (var step in new[] { -0.02f, 0.02f })
        {
            // Moving towards the noisy image or away from it does not lower the objective.
            using var beside = new Plane(60, 40);
            for (var i = 0; i < beside.Samples.Length; i++)
            {
                beside.Samples[i] = last.Samples[i] + (step * (noisy.Samples[i] - last.Samples[i]));
            }

            Assert.True(Objective(beside, noisy, 15) > Objective(last, noisy, 15));
        }
    }

    [Fact]
    public void Non_local_means_match_the_definition()
    {
        using var luma = Made(Noise(40, 30, 20));
        using var planes = new ColourPlanes(luma, Made(Noise(40, 30, 5)), Made(Noise(40, 30, 8)));
        using var result = new NonLocalMeans(20, 0.7f).Apply(planes);
        foreach (var (x, y) in new[] { (0, 0), (39, 29), (20, 15), (38, 24), (7, 23) })
        {
            var (sum, weights) = (0.0, 0.0);
            foreach (var (dx, dy) in Square(7))
            {
                var distance = Square(2).Average(p => Math.Pow(At(luma, x + p.X, y + p.Y) - At(luma, x + p.X + dx, y + p.Y + dy), 2));
                var weight = Math.Exp(-Math.Max(distance - (2 * 400), 0) / (0.49 * 400));
                (sum, weights) = (sum + (weight * At(planes.Third, x + dx, y + dy)), weights + weight);
            }

            Assert.Equal(sum / weights, result.Third.Row(y)[x], 1e-2);
        }
    }

    [Fact]
    public void Random_numbers_equal_the_published_ones()
    {
        // Vigna's splitmix64.c with state 1234567 gives 6457827717110365317, 3203168211198807973, 9817491932198370423.
        var random = new SplitMix64(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423];
        Assert.All(expected, number => Assert.Equal((int)((number >> 32) * 1000 >> 32), random.Next(1000)));
    }

    private static void Both(Func<Plane, Plane> fast, Func<Func<int, int, float>, float> plain) => Images.Sample(image =>
    {
        using var plane = Made(image);
        using var result = fast(plane);
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                Assert.Equal(plain((dx, dy) => At(plane, x + dx, y + dy)), result.Row(y)[x], 0.01f);
            }
        }
    }, iter: 30);

    private static float At(Plane plane, int x, int y) => plane.Row(SymmetricBorder.Index(y, plane.Height))[SymmetricBorder.Index(x, plane.Width)];

    private static IEnumerable<(int X, int Y)> Square(int reach) =>
        from y in Enumerable.Range(-reach, (2 * reach) + 1) from x in Enumerable.Range(-reach, (2 * reach) + 1) select (x, y);

    private static Plane Made((int Width, int Height, float[] Samples) image)
    {
        var plane = new Plane(image.Width, image.Height);
        image.Samples.CopyTo(plane.Samples);
        return plane;
    }

    private static (int Width, int Height, float[] Samples) Noise(int width, int height, double deviation)
    {
        var random = new Random(3);
        return (width, height, [.. Enumerable.Range(0, width * height).Select(_ => (float)(128 + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))))]);
    }

    private static double Deviation(Plane plane)
    {
        var samples = plane.Samples.ToArray();
        var mean = samples.Average();
        return Math.Sqrt(samples.Average(sample => Math.Pow(sample - mean, 2)));
    }

    /// <summary>λ · variation + ½ · squared distance.</summary>
    private static double Objective(Plane u, Plane noisy, double lambda)
    {
        var sum = 0.0;
        for (var y = 0; y < u.Height; y++)
        {
            for (var x = 0; x < u.Width; x++)
            {
                var here = u.Row(y)[x];
                var dx = x + 1 < u.Width ? u.Row(y)[x + 1] - here : 0;
                var dy = y + 1 < u.Height ? u.Row(y + 1)[x] - here : 0;
                sum += (lambda * Math.Sqrt((dx * dx) + (dy * dy))) + (Math.Pow(here - noisy.Row(y)[x], 2) / 2);
            }
        }

        return sum;
    }

    private readonly struct Identity : IDctFilter
    {
        public void Apply(Span<Vector256<float>> coefficients)
        {
        }
    }

    private readonly record struct Energy(double[] Sum) : IDctFilter
    {
        public void Apply(Span<Vector256<float>> coefficients)
        {
            foreach (var c in coefficients)
            {
                Sum[0] += Vector256.Sum(c * c);
            }
        }
    }
}
