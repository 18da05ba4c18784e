using CsCheck;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Decoding;
using Xunit;

namespace IqaSharp.Tests.Distortions;

/// <summary>That the parameters are what the table calls them.</summary>
public sealed class DistortionParameterTests
{
    private static readonly Image Grey = new(400, 300, [.. Enumerable.Repeat((byte)128, 400 * 300 * 3)]);

    /// <summary>The first outputs of the authors' C code for the state 1, 2, 3, 4.</summary>
    [Fact]
    public void Random_bits_are_those_of_xoshiro()
    {
        var random = new RandomStream(1, 2, 3, 4);
        Assert.Equal([11520UL, 0UL, 1509978240UL, 1215971899390074240UL], [random.Bits(), random.Bits(), random.Bits(), random.Bits()]);
    }

    [Fact]
    public void Random_numbers_are_distributed_as_they_say()
    {
        var random = new RandomStream("test", 1);
        var normal = Enumerable.Range(0, 100_000).Select(_ => random.Normal()).ToList();
        Assert.Equal(0, normal.Average(), 0.015);
        Assert.Equal(1, normal.Average(x => x * x), 0.02);
        Assert.Equal(0.0455, normal.Average(x => Math.Abs(x) > 2 ? 1.0 : 0), 0.003);
        var drawn = Enumerable.Range(0, 70_000).Select(_ => random.Below(7)).CountBy(x => x).ToDictionary();
        Assert.Equal(7, drawn.Count);
        Assert.All(drawn.Values, count => Assert.InRange(count, 9_600, 10_400));
        Assert.NotEqual(new RandomStream("test", 1).Bits(), new RandomStream("test", 2).Bits());
        Assert.NotEqual(new RandomStream("test", 1).Bits(), new RandomStream("tests", 1).Bits());
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
    public void Noise_in_colour_is_of_luma_and_both_differences()
    {
        var noisy = Distortion.Of("white-noise-ycbcr").Apply(Grey, 5, seed: 3);
        var blueness = Enumerable.Range(0, 400 * 300).Average(i =>
            Math.Pow((-0.168736 * noisy.Pixels[3 * i]) - (0.331264 * noisy.Pixels[(3 * i) + 1]) + (0.5 * noisy.Pixels[(3 * i) + 2]), 2)) / (255 * 255);
        Assert.Equal(1, blueness / 0.003, 0.02);
    }

    [Fact]
    public void Impulses_are_as_many_white_as_black()
    {
        var pixels = Distortion.Of("impulse-noise").Apply(Grey, 5, seed: 3).Pixels.ToArray();
        Assert.Equal(0.015, pixels.Average(sample => sample == 0 ? 1.0 : 0), 0.001);
        Assert.Equal(0.015, pixels.Average(sample => sample == 255 ? 1.0 : 0), 0.001);
        Assert.Equal(0.97, pixels.Average(sample => sample == 128 ? 1.0 : 0), 0.001);
    }

    /// <summary>The spread of a point is the blur's: σ², r² / 4, and l² / 3 for a line of half length l.</summary>
    [Theory]
    [InlineData("gaussian-blur", 4, 8)]
    [InlineData("lens-blur", 5, 32)]
    [InlineData("motion-blur", 5, 33.3)]
    public void A_point_spreads_as_far_as_the_parameter_says(string kind, int level, double spread)
    {
        var point = new byte[101 * 101 * 3];
        point.AsSpan(((50 * 101) + 50) * 3, 3).Fill(255);
        for (var i = 0; i < 9; i++)
        {
            // Nine points, so that what is spread thinly is not rounded away.
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
    public void Lab_and_back_is_the_same_colour() => Gen.Byte.Array[30 * 3].Sample(rgb =>
    {
        using var lab = Lab.Of(new Image(30, 1, rgb));
        Assert.Equal(rgb, Lab.ToImage(lab).Pixels);
    });

    /// <summary>sRGB red, after CIE 15 and IEC 61966-2-1: L* 53.24, a* 80.09, b* 67.20.</summary>
    [Fact]
    public void Lab_of_red_is_what_the_standards_make_it()
    {
        using var lab = Lab.Of(new Image(1, 1, [255, 0, 0]));
        Assert.Equal([53.24f, 80.09f, 67.20f], lab.Channels.Select(plane => MathF.Round(plane.Samples[0], 2)));
    }

    [Fact]
    public void Without_saturation_all_is_grey() =>
        Assert.Equal(0, Saturation(Distortion.Of("saturation-hsv").Apply(Image.Load(Repository.Sample("coffee.png")), 4, seed: 0)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_palette_has_no_more_colours_than_it_may(int level)
    {
        var colours = Distortion.Of("colour-quantisation").Apply(Image.Load(Repository.Sample("coffee.png")), level, seed: 0).Pixels.ToArray().Chunk(3)
            .Select(pixel => (pixel[0], pixel[1], pixel[2])).Distinct().Count();
        Assert.Equal(Distortion.Of("colour-quantisation").Levels[level - 1], colours);
    }

    [Fact]
    public void Few_colours_stay_as_they_are()
    {
        byte[] flag = [255, 255, 255, 0, 40, 200, 210, 10, 20];
        var image = new Image(3, 2, [.. flag, .. flag]);
        Assert.Equal(image.Pixels, Distortion.Of("colour-quantisation").Apply(image, 5, seed: 0).Pixels);
    }

    [Fact]
    public void A_channel_has_no_more_values_than_it_may() =>
        Assert.Equal(7, Distortion.Of("quantisation").Apply(Image.Load(Repository.Sample("coffee.png")), 5, seed: 0).Pixels.ToArray().Distinct().Count());

    [Fact]
    public void A_denoiser_brings_a_noisy_image_nearer_to_the_clean_one()
    {
        var clean = Image.Load(Repository.Sample("coffee.png"));
        var noisy = Noises.White(clean, 0.01, new RandomStream("test", 1));
        Assert.True(Difference(clean, DctDenoiser.Denoise(noisy, 25.5)) < 0.25 * Difference(clean, noisy));
        Assert.Equal(clean.Pixels, DctDenoiser.Denoise(clean, 0).Pixels);
    }

    /// <summary>The table of luma begins with 16 for quality 50 (T.81, annex K), which libjpeg scales by 50 / quality below that; 0x22 is a luma of twice the resolution.</summary>
    [Fact]
    public void Jpeg_has_the_tables_of_its_quality_and_half_the_colours()
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
