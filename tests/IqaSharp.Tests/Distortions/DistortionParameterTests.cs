using CsCheck;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Decoding;
using Xunit;

namespace IqaSharp.Tests.Distortions;

/// <summary>The parameters mean what the table of distortions says.</summary>
public sealed class DistortionParameterTests
{
    private static readonly Image Grey = new(400, 300, [.. Enumerable.Repeat((byte)128, 400 * 300 * 3)]);

    /// <summary>Against the first outputs of the authors' C code for the state 1, 2, 3, 4.</summary>
    [Fact]
    public void Random_bits_equal_those_of_xoshiro()
    {
        var random = new RandomStream(1, 2, 3, 4);
        Assert.Equal([11520UL, 0UL, 1509978240UL, 1215971899390074240UL], [random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64()]);
    }

    [Fact]
    public void Random_numbers_have_their_distribution()
    {
        var random = new RandomStream("test", 1);
        var normal = Enumerable.Range(0, 100_000).Select(_ => random.NextNormal()).ToList();
        Assert.Equal(0, normal.Average(), 0.015);
        Assert.Equal(1, normal.Average(x => x * x), 0.02);
        Assert.Equal(0.0455, normal.Average(x => Math.Abs(x) > 2 ? 1.0 : 0), 0.003);
        var drawn = Enumerable.Range(0, 70_000).Select(_ => random.Next(7)).CountBy(x => x).ToDictionary();
        Assert.Equal(7, drawn.Count);
        Assert.All(drawn.Values, count => Assert.InRange(count, 9_600, 10_400));
        Assert.NotEqual(new RandomStream("test", 1).NextUInt64(), new RandomStream("test", 2).NextUInt64());
        Assert.NotEqual(new RandomStream("test", 1).NextUInt64(), new RandomStream("tests", 1).NextUInt64());
    }

    [Theory]
    [InlineData("white-noise", 1)]
    [InlineData("multiplicative-noise", 0.252)] // (128 / 255)²
    public void Noise_has_its_variance(string kind, double factor)
    {
        for (var level = 1; level <= 5; level++)
        {
            var noisy = Distortion.Of(kind).Apply(Grey, level, seed: 3);
            Assert.Equal(1, Variance(noisy) / (Distortion.Of(kind).Levels[level - 1] * factor), 0.02);
        }
    }

    [Fact]
    public void Coloured_noise_has_its_variance_in_chroma()
    {
        var noisy = Distortion.Of("white-noise-ycbcr").Apply(Grey, 5, seed: 3);
        var cb = Enumerable.Range(0, 400 * 300).Average(i =>
            Math.Pow((-0.168736 * noisy.Pixels[3 * i]) - (0.331264 * noisy.Pixels[(3 * i) + 1]) + (0.5 * noisy.Pixels[(3 * i) + 2]), 2)) / (255 * 255);
        Assert.Equal(1, cb / 0.003, 0.02);
    }

    [Fact]
    public void Impulses_are_half_white_half_black()
    {
        var pixels = Distortion.Of("impulse-noise").Apply(Grey, 5, seed: 3).Pixels.ToArray();
        Assert.Equal(0.015, pixels.Average(sample => sample == 0 ? 1.0 : 0), 0.001);
        Assert.Equal(0.015, pixels.Average(sample => sample == 255 ? 1.0 : 0), 0.001);
        Assert.Equal(0.97, pixels.Average(sample => sample == 128 ? 1.0 : 0), 0.001);
    }

    /// <summary>The second moment of a blurred point is that of the point spread function: 2 σ², r² / 2, and l² / 3 for a line of half length l.</summary>
    [Theory]
    [InlineData("gaussian-blur", 4, 8)]
    [InlineData("lens-blur", 5, 32)]
    [InlineData("motion-blur", 5, 33.3)]
    public void The_point_spread_function_has_the_width_of_its_parameter(string kind, int level, double spread)
    {
        var point = new byte[101 * 101 * 3];
        point.AsSpan(((50 * 101) + 50) * 3, 3).Fill(255);
        for (var i = 0; i < 9; i++)
        {
            // Nine pixels, so that a wide spread is not rounded to zero.
            point.AsSpan((((49 + (i / 3)) * 101) + 49 + (i % 3)) * 3, 3).Fill(255);
        }

        var blurred = Distortion.Of(kind).Apply(new Image(101, 101, point), level, seed: 0).Pixels.ToArray();
        var mass = blurred.Sum(sample => (double)sample);
        var (meanX, meanY) = (Moment((x, _) => x), Moment((_, y) => y));
        Assert.Equal((50, 50), (meanX, meanY), new Within(0.05));
        Assert.Equal(spread, Moment((x, y) => Math.Pow(x - 50, 2) + Math.Pow(y - 50, 2)) - (4 / 3.0), spread * 0.06);

        double Moment(Func<int, int, double> of) => Enumerable.Range(0, blurred.Length).Sum(i => blurred[i] * of(i / 3 % 101, i / 3 / 101)) / mass;
    }

    [Fact]
    public void Lab_round_trips() => Gen.Byte.Array[30 * 3].Sample(rgb =>
    {
        using var lab = Lab.Of(new Image(30, 1, rgb));
        Assert.Equal(rgb, Lab.ToImage(lab).Pixels);
    });

    /// <summary>sRGB red according to CIE 15 and IEC 61966-2-1: L* 53.24, a* 80.09, b* 67.20.</summary>
    [Fact]
    public void Lab_of_red_matches_the_standards()
    {
        using var lab = Lab.Of(new Image(1, 1, [255, 0, 0]));
        Assert.Equal([53.24f, 80.09f, 67.20f], lab.All.Select(plane => MathF.Round(plane.Samples[0], 2)));
    }

    [Fact]
    public void Zero_saturation_is_grey() =>
        Assert.Equal(0, Saturation(Distortion.Of("saturation-hsv").Apply(Image.Load(Repository.Sample("coffee.png")), 4, seed: 0)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_palette_has_the_number_of_colours_of_its_level(int level)
    {
        var colours = Distortion.Of("colour-quantisation").Apply(Image.Load(Repository.Sample("coffee.png")), level, seed: 0).Pixels.ToArray().Chunk(3)
            .Select(pixel => (pixel[0], pixel[1], pixel[2])).Distinct().Count();
        Assert.Equal(Distortion.Of("colour-quantisation").Levels[level - 1], colours);
    }

    [Fact]
    public void Images_with_few_colours_do_not_change()
    {
        byte[] flag = [255, 255, 255, 0, 40, 200, 210, 10, 20];
        var image = new Image(3, 2, [.. flag, .. flag]);
        Assert.Equal(image.Pixels, Distortion.Of("colour-quantisation").Apply(image, 5, seed: 0).Pixels);
    }

    [Fact]
    public void A_quantised_channel_has_the_number_of_values_of_its_level() =>
        Assert.Equal(7, Distortion.Of("quantisation").Apply(Image.Load(Repository.Sample("coffee.png")), 5, seed: 0).Pixels.ToArray().Distinct().Count());

    [Fact]
    public void The_denoiser_reduces_the_error_of_a_noisy_image()
    {
        var clean = Image.Load(Repository.Sample("coffee.png"));
        var noisy = Noise.White(clean, 0.01, new RandomStream("test", 1));
        Assert.True(Difference(clean, DctDenoiser.Denoise(noisy, 25.5)) < 0.25 * Difference(clean, noisy));
        Assert.Equal(clean.Pixels, DctDenoiser.Denoise(clean, 0).Pixels);
    }

    /// <summary>The luma table starts with 16 at quality 50 (T.81, annex K), which libjpeg scales by 50 / quality below that; 0x22 means that luma has twice the resolution of chroma.</summary>
    [Fact]
    public void Jpeg_has_the_tables_of_its_quality_and_subsampled_chroma()
    {
        var file = VipsEncoder.Jpeg(Grey, 24).AsSpan();
        var tables = file.IndexOf([(byte)0xFF, (byte)0xDB]);
        Assert.Equal(33, file[tables + 5]);
        var frame = file.IndexOf([(byte)0xFF, (byte)0xC0]);
        Assert.Equal(0x22, file[frame + 11]);
        Assert.Equal(0x11, file[frame + 14]);
    }

    private static double Variance(Image image)
    {
        var mean = image.Pixels.ToArray().Average(sample => (double)sample);
        return image.Pixels.ToArray().Average(sample => Math.Pow(sample - mean, 2)) / (255 * 255);
    }

    private static double Difference(Image a, Image b) => Enumerable.Range(0, a.Pixels.Length).Average(i => Math.Pow(a.Pixels[i] - b.Pixels[i], 2));

    private static int Saturation(Image image) => image.Pixels.ToArray().Chunk(3).Max(pixel => pixel.Max() - pixel.Min());

    private sealed class Within(double tolerance) : IEqualityComparer<(double X, double Y)>
    {
        public bool Equals((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) < tolerance && Math.Abs(a.Y - b.Y) < tolerance;

        public int GetHashCode((double X, double Y) point) => 0;
    }
}
