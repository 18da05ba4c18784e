using IqaSharp.Imaging;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Tests.Imaging;
using Xunit;

namespace IqaSharp.Tests.Metrics.NoReference;

/// <summary>The baselines: entropy, Laplacian variance, Tenengrad.</summary>
public sealed class SharpnessTests
{
    /// <summary>Published with four decimals.</summary>
    [Theory]
    [InlineData("I03")]
    [InlineData("I04")]
    [InlineData("I06")]
    [InlineData("I08")]
    [InlineData("I19")]
    public void Entropies_are_the_published_ones(string image) => Assert.Equal(TidNumbers.Published("entropy", image), Entropy.Score(TidNumbers.Distorted(image)), 5e-5);

    [Fact]
    public void Entropy_counts_bits()
    {
        Assert.Equal(0, Entropy.Score(Degraded.Flat(7, 3, 200)));
        Assert.Equal(1, Entropy.Score(Grey(8, 8, (x, _) => x % 2 * 90)));
        Assert.Equal(8, Entropy.Score(Grey(16, 16, (x, y) => (16 * y) + x)), 1e-12);
    }

    [Fact]
    public void Laplacian_of_a_checkerboard_swings_by_eight_steps()
    {
        // Each pixel of a board of 100 and 110 differs by 10 from its four neighbours: a response of ±40.
        Assert.Equal(1600, LaplacianVariance.Score(Grey(10, 8, (x, y) => 100 + (10 * ((x + y) % 2)))), 1e-3);
        Assert.Equal(0, LaplacianVariance.Score(Grey(20, 20, (x, y) => x == 0 || y == 0 ? 90 : 90)));
    }

    [Fact]
    public void Tenengrad_of_a_ramp_is_its_slope()
    {
        // Sobel's response is 8 per grey level and pixel; with mirrored borders it is 0 in the outer columns.
        Assert.Equal((24 * 24) * 8 / 10.0, Tenengrad.Score(Grey(10, 6, (x, _) => 3 * x)), 1e-3);
        Assert.Equal((16 * 16) * 4 / 6.0, Tenengrad.Score(Grey(10, 6, (_, y) => 2 * y)), 1e-3);
    }

    [Fact]
    public void One_pixel_is_flat()
    {
        var pixel = Degraded.Flat(1, 1, 50);
        Assert.Equal((0, 0, 0), (Entropy.Score(pixel), LaplacianVariance.Score(pixel), Tenengrad.Score(pixel)));
    }

    [Theory, MemberData(nameof(Degraded.Pristine), MemberType = typeof(Degraded))]
    public void Blur_lowers_sharpness(string name)
    {
        var image = Image.Load(Fixture.Sample(name));
        var blurred = Degraded.Blur(image, 2);
        Assert.True(LaplacianVariance.Score(blurred) < LaplacianVariance.Score(image) / 2);
        Assert.True(Tenengrad.Score(blurred) < Tenengrad.Score(image) * 0.9);
    }

    private static Image Grey(int width, int height, Func<int, int, int> level) =>
        new(width, height, [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)level(i / 3 % width, i / 3 / width))]);
}
