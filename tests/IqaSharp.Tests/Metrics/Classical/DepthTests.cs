using IqaSharp.Metrics;
using NetVips;
using Xunit;
using Image = IqaSharp.Imaging.Image;
using VipsImage = NetVips.Image;

namespace IqaSharp.Tests.Metrics.Classical;

/// <summary>Full-reference metrics work on 16 bits where the files have them.</summary>
public class DepthTests
{
    private const int Width = 179;
    private const int Height = 165;

    public static TheoryData<string> Names => ClassicalMetricsTests.Names;

    /// <summary>10 log₁₀(65535² / MSE), by hand: the low bytes differ by 100, then by 1.</summary>
    [Theory]
    [InlineData(100, 56.3295)]
    [InlineData(1, 96.3295)]
    public void Psnr_sees_low_bytes(int difference, double expected)
    {
        var (reference, distorted) = (Image.Load(Png(Photograph(0))), Image.Load(Png(Photograph(difference))));
        Assert.Equal(reference.Pixels, distorted.Pixels);
        using var metric = Metric.Load("psnr");
        Assert.Equal(expected, metric.Score(distorted, reference).Value, 0.02);
    }

    /// <summary>Low bytes cannot change any metric much, but none is blind to them but MAD, which gives 0 to what nobody sees.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_metric_sees_low_bytes(string name)
    {
        var random = new Random(5);
        var levels = Photograph(0);
        ushort[] other = [.. levels.Select(level => (ushort)((level & 0xFF00) | random.Next(256)))];
        var (reference, distorted) = (Image.Load(Png(levels)), Image.Load(Png(other)));
        using var metric = Metric.Load(name);
        using var referenced = metric.WithReference(reference);
        Assert.Equal(name == "mad", referenced.Score(reference, TestContext.Current.CancellationToken).Value == referenced.Score(distorted, TestContext.Current.CancellationToken).Value);
    }

    /// <summary>8 bits v are 16 bits 257 v, in grey, in colour, and with opacity.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Eight_bits_saved_as_sixteen_score_the_same(string name)
    {
        var (reference, distorted) = (Pictures.All["photograph"](), Pictures.Changes["noise of eight levels"](Pictures.All["photograph"]()));
        using var metric = Metric.Load(name);
        Assert.Equal(metric.Score(distorted, reference).Value, metric.Score(Image.Load(Png(Wide(distorted))), Image.Load(Png(Wide(reference)))).Value);
    }

    [Fact]
    public void Where_an_image_is_transparent_its_composite_has_eight_bits()
    {
        var samples = new ushort[Width * Height * 4];
        for (var i = 0; i < samples.Length; i += 4)
        {
            (samples[i], samples[i + 1], samples[i + 2], samples[i + 3]) = (0x1234, 0x8001, 0xFF00, i < samples.Length / 2 ? (ushort)0xFFFF : (ushort)0x4000);
        }

        var image = Image.Load(Png(samples, bands: 4));
        Assert.Equal(16, image.BitsPerSample);
        Assert.Equal([0x34, 0x01, 0x00], image.LowBytes[..3].ToArray());
        Assert.Equal(image.Pixels[^3..].ToArray(), image.LowBytes[^3..].ToArray());
    }

    private static ushort[] Photograph(int added)
    {
        var image = Pictures.All["photograph"]();
        return [.. image.Pixels.ToArray().Select(level => (ushort)((level << 8) + 50 + added))];
    }

    private static ushort[] Wide(Image image) => [.. image.Pixels.ToArray().Select(level => (ushort)(257 * level))];

    private static byte[] Png(ushort[] samples, int bands = 3)
    {
        using var raw = VipsImage.NewFromMemory(samples, Width, Height, bands, Enums.BandFormat.Ushort);
        using var tagged = raw.Copy(interpretation: Enums.Interpretation.Rgb16);
        return tagged.PngsaveBuffer(bitdepth: 16);
    }
}
