using CsCheck;
using IqaSharp.Metrics.NoReference;
using MathNet.Numerics.Distributions;
using Xunit;

namespace IqaSharp.Tests.Metrics.NoReference;

/// <summary>Fits recover the distributions that samples were drawn from, and closed forms.</summary>
public sealed class GaussianFitTests
{
    private const int Samples = 200_000;

    [Fact]
    public void The_shape_of_samples_is_recovered() =>
        Gen.Select(Gen.Double[0.5, 4], Gen.Double[0.1, 5], Gen.Int[0, 1000]).Sample(
            (shape, scale, seed) =>
            {
                var fit = GeneralizedGaussian.Fit(Moments(Draw(shape, scale, scale, 0.5, seed)));
                Assert.Equal(1, fit.Shape / shape, 0.05);
            },
            iter: 20);

    [Fact]
    public void Shape_and_sides_of_asymmetric_samples_are_recovered() =>
        Gen.Select(Gen.Double[0.7, 3], Gen.Double[0.5, 2], Gen.Double[0.5, 2], Gen.Int[0, 1000]).Sample(
            (shape, left, right, seed) =>
            {
                // The density is continuous at 0, so the number of samples on each side is proportional to its scale.
                var fit = AsymmetricGaussian.Fit(Moments(Draw(shape, left, right, left / (left + right), seed)));
                Assert.Equal(1, fit.Shape / shape, 0.05);
                Assert.Equal(1, fit.LeftScale / left, 0.07);
                Assert.Equal(1, fit.RightScale / right, 0.07);
            },
            iter: 20);

    [Fact]
    public void The_mean_of_the_fit_is_that_of_the_samples()
    {
        var samples = Draw(1.5, 0.5, 2, 0.2, 7);
        Assert.Equal(samples.Average(), AsymmetricGaussian.Fit(Moments(samples)).Mean, 0.02);
    }

    [Theory]
    [InlineData(2 / Math.PI, 2)] // Gaussian: (E|x|)² / E x²
    [InlineData(0.5, 1)] // Laplacian
    [InlineData(0.75, 10)] // uniform: beyond the table, its end
    [InlineData(0, 0.2)]
    public void Ratios_of_known_distributions_have_their_shape(double ratio, double shape) => Assert.Equal(shape, ShapeTable.OfRatio(ratio), 1e-9);

    [Fact]
    public void All_zeros_give_a_distribution_without_width()
    {
        var moments = Moments(new float[100]);
        Assert.Equal(new GeneralizedGaussian(0.2, 0), GeneralizedGaussian.Fit(moments));
        Assert.Equal(new AsymmetricGaussian(0.2, 0, 0), AsymmetricGaussian.Fit(moments));
        Assert.Equal(0, AsymmetricGaussian.Fit(moments).Mean);
    }

    [Fact]
    public void Samples_of_one_sign_give_the_other_side_no_width()
    {
        var fit = AsymmetricGaussian.Fit(Moments([1, 2, 3, 0]));
        Assert.Equal(0, fit.Left);
        Assert.Equal(Math.Sqrt(14 / 3.0), fit.Right, 1e-6);
        Assert.Equal(Math.Sqrt(3), fit.Mean, 0.01); // σ √r, for the shape is chosen so that r = (mean |x|)² / mean x² = 1.5² / 3.5; its table has steps of 0.001
    }

    [Fact]
    public void Moments_are_those_of_plain_loops() =>
        Gen.Float[-3, 3].Array[0, 70].Sample(samples =>
        {
            var moments = Moments(samples);
            Assert.Equal(samples.Length, moments.Count);
            Assert.Equal(samples.Count(x => x < 0), moments.Negatives);
            Assert.Equal(samples.Count(x => x > 0), moments.Positives);
            Assert.Equal(samples.Where(x => x < 0).Sum(x => (double)x * x), moments.NegativeSquares, 1e-3);
            Assert.Equal(samples.Where(x => x > 0).Sum(x => (double)x * x), moments.PositiveSquares, 1e-3);
            Assert.Equal(samples.Sum(x => (double)Math.Abs(x)), moments.Absolute, 1e-3);
        });

    private static SignedMoments Moments(float[] samples)
    {
        var moments = new SignedMoments();
        foreach (var row in samples.Chunk(1000))
        {
            moments.Add(row);
        }

        return moments;
    }

    /// <summary>|x| / β to the power of α follows a gamma distribution of shape 1 / α.</summary>
    private static float[] Draw(double shape, double left, double right, double negatives, int seed)
    {
        var random = new Random(seed);
        var sizes = new double[Samples];
        Gamma.Samples(random, sizes, 1 / shape, 1);
        return [.. sizes.Select(size => (float)(Math.Pow(size, 1 / shape) * (random.NextDouble() < negatives ? -left : right)))];
    }
}
