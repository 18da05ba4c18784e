using System.Security.Cryptography;
using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Distortions;

/// <summary>The groups of kinds, and those kinds that KADID-10k does not have.</summary>
public sealed class FurtherDistortionTests
{
    private static readonly string[] Photographs = ["astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg"];

    public static TheoryData<string> Kinds => [.. Further.Select(kind => kind.Name)];

    private static IEnumerable<Distortion> Further => DistortionGroup.Local.Kinds.Concat(DistortionGroup.Global.Kinds);

    [Fact]
    public void Every_kind_is_in_one_group()
    {
        Assert.Equal(["classical", "local", "global"], DistortionGroup.All.Select(group => group.Name));
        Assert.Equal(Distortion.All, DistortionGroup.All.SelectMany(group => group.Kinds));
        Assert.Equal(Distortion.All.Count, Distortion.All.Select(kind => kind.Name).Concat(DistortionGroup.All.Select(group => group.Name)).Distinct().Count() - 3);
    }

    /// <summary>Recipes, KADID-10k's file names and the ensemble's fit rely on their order.</summary>
    [Fact]
    public void The_classical_kinds_keep_their_order() => Assert.Equal(
        [
            "gaussian-blur", "lens-blur", "motion-blur", "colour-diffusion", "colour-shift", "colour-quantisation", "saturation-hsv", "saturation-lab", "jpeg2000",
            "jpeg", "white-noise", "white-noise-ycbcr", "impulse-noise", "multiplicative-noise", "denoise", "brighten", "darken", "mean-shift", "jitter", "patches",
            "pixelate", "quantisation", "colour-block", "sharpen", "contrast",
        ],
        DistortionGroup.Classical.Kinds.Select(kind => kind.Name));

    [Fact]
    public void A_name_stands_for_a_group_or_a_kind()
    {
        Assert.Equal(DistortionGroup.Local.Kinds, DistortionGroup.KindsOf("local"));
        Assert.Equal([Distortion.Of("jpeg")], DistortionGroup.KindsOf("jpeg"));
        Assert.Equal("clasical: no such distortion; near: classical", Assert.Throws<BadInputException>(() => DistortionGroup.KindsOf("clasical")).Message);
        Assert.Throws<BadInputException>(() => Distortion.Of("classical"));
    }

    /// <summary>PSNR falls with each level. A box of one colour may hide much or little: its bounds are wide.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Damage_grows_with_the_level_on_every_photograph(string kind)
    {
        foreach (var photograph in Photographs)
        {
            var original = Image.Load(Repository.Sample(photograph));
            for (var seed = 0; seed < 3; seed++)
            {
                var damage = Levels(kind, original, seed).Select(image => Psnr(original, image)).ToList();
                Assert.Equal(damage.OrderDescending(), damage);
                Assert.Equal(damage.Count, damage.Distinct().Count());
                Assert.InRange(damage[0], 14, 60);
                Assert.InRange(damage[^1], 1, 40);
            }
        }
    }

    /// <summary>A pixel, a line, a photograph of 3×3: none fails, and every size is kept.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Any_size_is_kept(string kind)
    {
        foreach (var (width, height) in new[] { (1, 1), (3, 3), (3, 200), (200, 3), (2, 1), (9, 17), (1, 5000) })
        {
            foreach (var distorted in Enumerable.Range(0, 8).SelectMany(seed => Levels(kind, Gradient(width, height), seed)))
            {
                Assert.Equal((width, height), (distorted.Width, distorted.Height));
            }
        }
    }

    /// <summary>Moved, blurred or posterised, grey stays the same grey; covered, inverted or tinted it does not.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Uniform_images_change_only_by_what_is_laid_over_them(string kind)
    {
        string[] unchanged = ["shuffled-blocks", "shifted-slices", "local-blur", "banding"];
        foreach (var value in new byte[] { 0, 120, 255 })
        {
            var uniform = new Image(60, 40, [.. Enumerable.Repeat(value, 60 * 40 * 3)]);
            foreach (var distorted in Enumerable.Range(0, 8).SelectMany(seed => Levels(kind, uniform, seed)))
            {
                Assert.True(distorted.Pixels.SequenceEqual(uniform.Pixels) || !unchanged.Contains(kind), $"{kind} of {value}");
            }
        }
    }

    /// <summary>Of a local kind, the first level leaves most pixels as they are.</summary>
    [Fact]
    public void Local_damage_leaves_most_of_the_image()
    {
        var original = Image.Load(Repository.Sample("chelsea.png"));
        foreach (var kind in DistortionGroup.Local.Kinds.Where(kind => kind.Name != "watermark"))
        {
            for (var seed = 0; seed < 4; seed++)
            {
                var distorted = kind.Apply(original, 1, seed);
                Assert.InRange(Enumerable.Range(0, original.Pixels.Length).Count(i => original.Pixels[i] != distorted.Pixels[i]), 1, original.Pixels.Length / 8);
            }
        }
    }

    /// <summary>The pixels that a level changes are changed by the next level too: a region grows, it does not move.</summary>
    [Theory]
    [InlineData("shuffled-blocks")]
    [InlineData("box")]
    [InlineData("lost-slices")]
    [InlineData("shifted-slices")]
    [InlineData("local-noise")]
    public void A_higher_level_contains_the_lower_one(string kind)
    {
        var original = Gradient(256, 192);
        for (var seed = 0; seed < 6; seed++)
        {
            var levels = Levels(kind, original, seed).ToList();
            foreach (var (weak, strong) in levels.Zip(levels.Skip(1)))
            {
                Assert.All(
                    Enumerable.Range(0, original.Pixels.Length).Where(i => weak.Pixels[i] != original.Pixels[i]),
                    i => Assert.True(weak.Pixels[i] == strong.Pixels[i] || kind == "local-noise"));
            }
        }
    }

    [Fact]
    public void The_negative_is_complete_at_the_highest_level()
    {
        var image = Gradient(64, 48);
        byte[] negative = [.. image.Pixels.ToArray().Select(sample => (byte)(255 - sample))];
        Assert.Equal(negative, Distortion.Of("negative").Apply(image, 5, seed: 0).Pixels);
        Assert.Equal(negative, Distortion.Of("solarise").Apply(image, 5, seed: 0).Pixels);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_pixels_on_any_thread(string kind)
    {
        var image = Gradient(64, 48);
        var alone = Distortion.Of(kind).Apply(image, 4, seed: 7).Pixels.ToArray();
        Parallel.For(0, 8, _ => Assert.Equal(alone, Distortion.Of(kind).Apply(image, 4, seed: 7).Pixels));
    }

    [Fact]
    public void Another_seed_gives_other_pixels()
    {
        var image = Image.Load(Repository.Sample("chelsea.png"));
        foreach (var kind in Further.Where(kind => kind.Name is not ("negative" or "solarise" or "banding")))
        {
            Assert.True(Enumerable.Range(0, 4).Select(seed => Sum(kind.Apply(image, 3, seed))).Distinct().Count() > 2, kind.Name);
        }
    }

    /// <summary>The same on every processor, so that training sets can be reproduced.</summary>
    [Theory]
    [InlineData("shuffled-blocks", "181cefdbb56ba6ae")]
    [InlineData("box", "bac104fe2e5004f5")]
    [InlineData("lost-slices", "779a5769beb98322")]
    [InlineData("shifted-slices", "3c7949abae55138a")]
    [InlineData("damaged-scan", "2e2ddc014061ae89")]
    [InlineData("local-blur", "1581c9bf9ef175b9")]
    [InlineData("local-noise", "0437a718d7329d32")]
    [InlineData("watermark", "50685227ac52beb2")]
    [InlineData("negative", "25c6a4c49c189a69")]
    [InlineData("solarise", "ccb4b52569b91248")]
    [InlineData("white-balance", "30fc0cf5cfbbecd5")]
    [InlineData("banding", "8e45f3452dec347d")]
    [InlineData("moire", "98534b47ed8f821d")]
    public void Pixels_are_pinned(string kind, string sum) =>
        Assert.Equal(sum, Sum(Distortion.Of(kind).Apply(Image.Load(Repository.Sample("chelsea.png")), 4, seed: 1)));

    private static IEnumerable<Image> Levels(string kind, Image image, int seed) =>
        Enumerable.Range(1, Distortion.HighestLevel).Select(level => Distortion.Of(kind).Apply(image, level, seed));

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
}
