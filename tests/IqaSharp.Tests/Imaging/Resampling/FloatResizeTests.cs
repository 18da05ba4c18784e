using CsCheck;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using Xunit;

namespace IqaSharp.Tests.Imaging.Resampling;

public class FloatResizeTests
{
    private static readonly float[] Unit = [.. Enumerable.Range(0, 256).Select(level => level / 255f)];

    /// <summary>Against PyTorch 1.13's interpolate on samples/chelsea.png as RGB / 255: the mean, the mean weighted with the index modulo 251, the first and last values.</summary>
    [Theory]
    [InlineData(149, 224, 0.45207265503696925, 56.45390516271475, 0.565781f, 0.50787097f)]
    [InlineData(255, 384, 0.4521836276948711, 56.51099157823366, 0.56160682f, 0.50298256f)]
    [InlineData(600, 902, 0.4521769275737967, 56.517358930610996, 0.55949992f, 0.50030643f)]
    [InlineData(300, 500, 0.45217402124900175, 56.6463697873014, 0.5607844f, 0.50209105f)]
    [InlineData(5, 7, 0.47815498596145994, 26.303360101793494, 0.58160472f, 0.62240535f)]
    public void Bicubic_agrees_with_PyTorch(int height, int width, double mean, double weighted, float first, float last)
    {
        var resized = Resize(Image.Load(Repository.Sample("chelsea.png")), TorchBicubic.Taps, width, height);
        Assert.Equal(mean, resized.Average(v => (double)v), 1e-6);
        Assert.Equal(weighted, resized.Select((v, i) => (double)v * (i % 251)).Average(), 1e-4);
        Assert.Equal(first, resized[0], 1e-5f);
        Assert.Equal(last, resized[^1], 1e-5f);
    }

    /// <summary>PyTorch 1.13 on [[0, 1, 4], [9, 16, 25]] → 3×5: every output extends beyond an edge.</summary>
    [Fact]
    public void Bicubic_repeats_the_edge_of_a_tiny_image()
    {
        var image = new Image(3, 2, [.. new byte[] { 0, 1, 4, 9, 16, 25 }.SelectMany(v => new[] { v, v, v })]);
        float[] expected = [-0.8273f, -0.7738f, -0.3021f, 1.2497f, 2.4151f, 4.1160f, 5.6200f, 8.5000f, 12.4600f, 15.0760f, 9.0592f, 12.0138f, 17.3021f, 23.6703f, 27.7369f];
        var resized = FloatResize.Apply(image, TorchBicubic.Taps(2, 3), TorchBicubic.Taps(3, 5), [.. Enumerable.Range(0, 256).Select(v => (float)v)]);
        Assert.All(expected.Select((value, i) => (value, actual: resized[3 * i])), pair => Assert.Equal(pair.value, pair.actual, 1e-4f));
    }

    /// <summary>At 512 → 384 the second output's centre is 2.0: samples 0 and 3 are exactly 1.5 away, where TensorFlow's kernel is 0, not exp(−4.5).</summary>
    [Fact]
    public void Gaussian_is_exactly_zero_at_its_radius()
    {
        var taps = TensorFlowGaussian.Taps(512, 384);
        var weights = taps.Of(1).ToArray();
        var first = taps.Start[1];
        Assert.Equal(0.5f, weights[1 - first]);
        Assert.Equal(0.5f, weights[2 - first]);
        Assert.All(weights.Where((_, k) => first + k is not (1 or 2)), weight => Assert.Equal(0f, weight));
    }

    /// <summary>By hand at 4 → 3: the first centre is 2/3, samples are 1/6, 5/6 and 11/6 away, the last is beyond the radius.</summary>
    [Fact]
    public void Gaussian_weights_are_normalised_inside_the_image()
    {
        var (near, far) = (Math.Exp(-2 / 36.0), Math.Exp(-2 * 25 / 36.0));
        var weights = TensorFlowGaussian.Taps(4, 3).Of(0);
        Assert.Equal(near / (near + far), weights[0], 1e-6);
        Assert.Equal(far / (near + far), weights[1], 1e-6);
    }

    [Fact]
    public void Taps_are_inside_the_image_and_sum_to_one() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 600]).Sample(
            (inputs, outputs) => new[] { TensorFlowGaussian.Taps(inputs, outputs), TorchBicubic.Taps(inputs, outputs) }.All(taps =>
                Enumerable.Range(0, outputs).All(o =>
                    taps.Start[o] >= 0 && taps.Start[o] + taps.Count[o] <= inputs && Math.Abs(taps.Of(o).ToArray().Sum() - 1) < 1e-5)),
            iter: 300);

    [Fact]
    public void A_flat_image_stays_flat()
    {
        var image = new Image(40, 30, [.. Enumerable.Repeat((byte)128, 40 * 30 * 3)]);
        Assert.All(Resize(image, TensorFlowGaussian.Taps, 17, 61), value => Assert.Equal(128 / 255f, value, 1e-6f));
        Assert.All(Resize(image, TorchBicubic.Taps, 17, 61), value => Assert.Equal(128 / 255f, value, 1e-6f));
    }

    private static float[] Resize(Image image, Func<int, int, Taps> taps, int width, int height) =>
        FloatResize.Apply(image, taps(image.Height, height), taps(image.Width, width), Unit);
}
