using System.Security.Cryptography;
using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Distortions;

public sealed class DistortionTests
{
    private static readonly string[] Photographs = ["astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg"];

    /// <summary>The kinds without a random part.</summary>
    private static readonly string[] Deterministic =
    [
        "gaussian-blur", "lens-blur", "colour-diffusion", "colour-quantisation", "saturation-hsv", "saturation-lab", "jpeg", "brighten", "darken",
        "pixelate", "quantisation", "sharpen", "contrast",
    ];

    public static TheoryData<string> Kinds => [.. DistortionGroup.Classical.Kinds.Where(kind => !kind.NeedsJpeg2000).Select(kind => kind.Name)];

    public static TheoryData<string> RandomKinds => [.. DistortionGroup.Classical.Kinds.Where(kind => !kind.NeedsJpeg2000 && !Deterministic.Contains(kind.Name)).Select(kind => kind.Name)];

    [Fact]
    public void There_are_25_classical_kinds_and_all_have_five_levels()
    {
        Assert.Equal(25, DistortionGroup.Classical.Kinds.Select(kind => kind.Name).Distinct().Count());
        Assert.All(Distortion.All, kind => Assert.Equal(Distortion.HighestLevel, kind.Levels.Distinct().Count()));
    }

    /// <summary>PSNR falls with each level; the first level changes the photograph, the last leaves it recognisable.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Damage_grows_with_the_level_on_every_photograph(string kind)
    {
        foreach (var photograph in Photographs)
        {
            var original = Image.Load(Repository.Sample(photograph));
            for (var seed = 0; seed < (Deterministic.Contains(kind) ? 1 : 2); seed++)
            {
                var damage = Levels(kind, original, seed).Select(image => Psnr(original, image)).ToList();
                Assert.Equal(damage.OrderDescending(), damage);
                Assert.Equal(damage.Count, damage.Distinct().Count());
                Assert.InRange(damage[0], 14, 52);
                Assert.InRange(damage[^1], 5, 35);
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Any_size_is_kept(string kind)
    {
        foreach (var (width, height) in new[] { (1, 1), (3, 200), (200, 3), (2, 1), (9, 17) })
        {
            var image = Gradient(width, height);
            foreach (var distorted in Levels(kind, image, seed: 1))
            {
                Assert.Equal((width, height), (distorted.Width, distorted.Height));
            }
        }
    }

    /// <summary>A uniform grey image has no colour and no edges to lose.</summary>
    [Theory]
    [InlineData("gaussian-blur")]
    [InlineData("lens-blur")]
    [InlineData("motion-blur")]
    [InlineData("colour-diffusion")]
    [InlineData("colour-shift")]
    [InlineData("colour-quantisation")]
    [InlineData("saturation-hsv")]
    [InlineData("saturation-lab")]
    [InlineData("jitter")]
    [InlineData("patches")]
    [InlineData("pixelate")]
    [InlineData("sharpen")]
    [InlineData("contrast")]
    public void A_uniform_grey_image_does_not_change(string kind)
    {
        var grey = new Image(40, 30, [.. Enumerable.Repeat((byte)119, 40 * 30 * 3)]);
        Assert.All(Levels(kind, grey, seed: 1), image => Assert.Equal(grey.Pixels, image.Pixels));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_pixels_on_any_thread(string kind)
    {
        var image = Gradient(64, 48);
        var alone = Distortion.Of(kind).Apply(image, 4, seed: 7).Pixels.ToArray();
        Parallel.For(0, 8, _ => Assert.Equal(alone, Distortion.Of(kind).Apply(image, 4, seed: 7).Pixels));
    }

    [Theory, MemberData(nameof(RandomKinds))]
    public void Another_seed_gives_other_pixels(string kind)
    {
        var image = Image.Load(Repository.Sample("chelsea.png"));
        Assert.True(Enumerable.Range(0, 4).Select(seed => Sum(Distortion.Of(kind).Apply(image, 3, seed))).Distinct().Count() > 1);
    }

    /// <summary>The same on every processor, so that training sets can be reproduced.</summary>
    [Theory]
    [InlineData("gaussian-blur", "c1c817fe7032a8ca")]
    [InlineData("motion-blur", "1913cf29917f3bb9")]
    [InlineData("colour-diffusion", "1793b4f961bb7fac")]
    [InlineData("colour-quantisation", "cec5031b9d858b58")]
    [InlineData("white-noise", "a29bcc05c5d6efb8")]
    [InlineData("white-noise-ycbcr", "ab40f0146639584f")]
    [InlineData("impulse-noise", "422cb34da31b2d6a")]
    [InlineData("denoise", "1f0b866abde5977d")]
    [InlineData("darken", "efebd34e721bc4aa")]
    [InlineData("jitter", "592bb15e8f36358d")]
    [InlineData("patches", "1ca7951df936e4b3")]
    [InlineData("colour-block", "56d146ad62f93afd")]
    [InlineData("sharpen", "a1cf0b736736d38b")]
    public void Pixels_are_pinned(string kind, string sum) =>
        Assert.Equal(sum, Sum(Distortion.Of(kind).Apply(Image.Load(Repository.Sample("chelsea.png")), 4, seed: 1)));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Levels_outside_1_to_5_are_refused(int level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Distortion.Of("jpeg").Apply(Gradient(8, 8), level, seed: 0));

    [Fact]
    public void An_unknown_kind_is_reported_with_similar_names()
    {
        Assert.Equal("gausian-blur: no such distortion; near: gaussian-blur", Assert.Throws<BadInputException>(() => Distortion.Of("gausian-blur")).Message);
        Assert.Contains("--list", Assert.Throws<BadInputException>(() => Distortion.Of("fog")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Jpeg_2000_uses_the_given_codec()
    {
        var image = Gradient(8, 8);
        var kind = Distortion.Of("jpeg2000");
        Assert.Contains("JPEG 2000", Assert.Throws<BadInputException>(() => kind.Apply(image, 1, seed: 0)).Message, StringComparison.Ordinal);
        var codec = new Recorder();
        var distorted = kind.With(codec).Apply(image, 2, seed: 0);
        Assert.Equal([32], codec.Ratios);
        Assert.Equal((4, 2), (distorted.Width, distorted.Height));
        Assert.Same(Distortion.Of("jpeg"), Distortion.Of("jpeg").With(codec));
    }

    private static IEnumerable<Image> Levels(string kind, Image image, int seed) =>
        Enumerable.Range(1, Distortion.HighestLevel).Select(level => Distortion.Of(kind).Apply(image, level, seed));

    [Fact]
    public void The_documentation_has_every_kind_with_its_levels()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "distortions.md"));
        Assert.All(Distortion.All, kind => Assert.Contains(
            string.Join(" | ", [$"| {kind.Name}", kind.Description, kind.Parameter, .. kind.Levels.Select(level => level.ToString(System.Globalization.CultureInfo.InvariantCulture))]),
            page,
            StringComparison.Ordinal));
    }

    private static double Psnr(Image a, Image b)
    {
        var squares = 0.0;
        for (var i = 0; i < a.Pixels.Length; i++)
        {
            squares += Math.Pow(a.Pixels[i] - b.Pixels[i], 2);
        }

        return 10 * Math.Log10(255.0 * 255 * a.Pixels.Length / squares);
    }

    private static string Sum(Image image) => Convert.ToHexStringLower(SHA256.HashData(image.Pixels))[..16];

    private static Image Gradient(int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)((i / 3 % width * 5) + (i / 3 / width * 3) + (i % 3 * 40)))]);

    private sealed class Recorder : IJpeg2000Codec
    {
        public List<double> Ratios { get; } = [];

        public byte[] Encode(Image image, double ratio)
        {
            Ratios.Add(ratio);
            return [4, 2];
        }

        public Image Decode(byte[] encoded) => Gradient(encoded[0], encoded[1]);
    }
}
