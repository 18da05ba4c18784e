using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using Xunit;
using static IqaSharp.Tests.Restorations.RestorationTests;

namespace IqaSharp.Tests.Restorations;

/// <summary>Each restoration solves its task.</summary>
public sealed class RestorationPropertyTests
{
    private static readonly string[] Pristine = ["astronaut.png", "chelsea.png", "coffee.png"];

    [Theory]
    [InlineData("bilateral", 5)]
    [InlineData("nlm", 5)]
    [InlineData("tv", 5)]
    [InlineData("wavelet", 4)]
    [InlineData("dct", 6)]
    [InlineData("guided", 4)]
    [InlineData("diffusion", 4)]
    [InlineData("kuwahara", 0.3)]
    [InlineData("learned-denoise", 5)]
    public void Denoisers_raise_the_psnr_of_noisy_photographs(string name, double least) =>
        Raises(name, least, pristine => Photographs.Noisy(pristine, 15));

    [Theory, InlineData(0), InlineData(0.5), InlineData(1)]
    public void Medians_remove_salt_and_pepper(double strength) =>
        Raises("median", 10, pristine => Photographs.SaltAndPepper(pristine, 0.1), strength);

    [Theory]
    [InlineData("wiener", 1.7)]
    [InlineData("richardson-lucy", 1.4)]
    public void Deconvolution_raises_the_psnr_of_blurred_photographs(string name, double least) =>
        Raises(name, least, pristine => Photographs.Blurred(pristine, 1.5));

    [Theory]
    [InlineData("wiener-lens", 2.5)]
    [InlineData("richardson-lucy-lens", 1.8)]
    public void Deconvolution_raises_the_psnr_of_photographs_out_of_focus(string name, double least) =>
        Raises(name, least, pristine => Photographs.OutOfFocus(pristine, Math.Sqrt(1.2 * 5)));

    [Theory]
    [InlineData("unsharp", 0.5, 0.4)]
    [InlineData("shock", 0.2, 0.2)]
    public void Sharpening_raises_the_psnr_of_blurred_photographs_a_little(string name, double strength, double least) =>
        Raises(name, least, pristine => Photographs.Blurred(pristine, 1.5), strength);

    [Theory]
    [InlineData("deblock", 0.2)]
    [InlineData("jpeg-again", 0.6)]
    [InlineData("learned-deblock", 0.5)]
    public void Deblocking_raises_the_psnr_of_jpeg_and_lowers_its_blocks(string name, double least)
    {
        Raises(name, least, pristine => Photographs.Jpeg(pristine, 10));
        foreach (var degraded in Pristine.Select(photograph => Photographs.Jpeg(Photographs.Load(photograph), 10)))
        {
            Assert.InRange(Blockiness(Restore(name, degraded)), -0.5, 0.7 * Blockiness(degraded));
        }
    }

    [Theory]
    [InlineData("lanczos", 0.2)]
    [InlineData("back-projection", 0.5)]
    [InlineData("self-examples", 0.2)]
    [InlineData("learned-upscale", 0.2)]
    public void Better_upscalers_beat_bicubic_on_photographs(string name, double least)
    {
        foreach (var pristine in Pristine.Select(photograph => Even(Photographs.Load(photograph))))
        {
            var degraded = Photographs.Halved(pristine);
            var strength = name == "self-examples" ? 0.35 : 0.5;
            Assert.InRange(Photographs.Psnr(pristine, Restore(name, degraded, strength)) - Photographs.Psnr(pristine, Restore("bicubic", degraded)), least, 10);
        }
    }

    /// <summary>Edges in all directions, which a separable kernel turns into stairs.</summary>
    [Theory]
    [InlineData("nedi", 0.5)]
    [InlineData("directional-cubic", 0.5)]
    public void Edge_directed_upscalers_beat_bicubic_on_edges(string name, double least)
    {
        var pristine = Photographs.Make(256, 256, (x, y) => 128 + (100 * Math.Tanh(3 * Math.Sin(Math.Atan2(y - 40.3, x - 20.7) * 18))));
        var degraded = Photographs.Halved(pristine);
        Assert.InRange(Photographs.Psnr(pristine, Restore(name, degraded)) - Photographs.Psnr(pristine, Restore("bicubic", degraded)), least, 20);
    }

    [Theory, MemberData(nameof(Upscalers), MemberType = typeof(RestorationTests))]
    public void Upscalers_reproduce_ramps(string name)
    {
        var degraded = Photographs.Make(60, 60, (x, y) => 20 + (2 * x) + y);
        var restored = Restore(name, degraded);
        var tolerance = name == "nearest" ? 2 : 1;
        for (var y = 20; y < 100; y++)
        {
            for (var x = 20; x < 100; x++)
            {
                var expected = 20 + (2 * ((x / 2.0) - 0.25)) + ((y / 2.0) - 0.25);
                Assert.InRange(restored.Pixels[((y * 120) + x) * 3], expected - tolerance, expected + tolerance);
            }
        }
    }

    [Fact]
    public void Bicubic_matches_Pillow_up_to_rounding()
    {
        var degraded = Photographs.Load("chelsea.png");
        var (pillow, ours) = (PillowBicubic.Resize(degraded, 902, 600), Restore("bicubic", degraded, 0.5));
        for (var i = 0; i < ours.Pixels.Length; i++)
        {
            Assert.InRange(ours.Pixels[i] - pillow.Pixels[i], -2, 2); // Pillow rounds and clamps between its passes
        }

        Assert.InRange(Photographs.Psnr(pillow, ours), 50, 100);
    }

    [Theory]
    [InlineData("oversharpen", 2)]
    [InlineData("detail-boost", 1.5)]
    [InlineData("invented-texture", 1.02)]
    public void Hallucination_lowers_the_psnr_and_raises_the_gradients(string name, double growth)
    {
        foreach (var pristine in Pristine.Select(Photographs.Load))
        {
            var (weak, strong) = (Restore(name, pristine, 0.2), Restore(name, pristine, 0.85));
            Assert.InRange(Photographs.Psnr(pristine, weak), 15, 50);
            Assert.InRange(Photographs.Psnr(pristine, strong), 10, Photographs.Psnr(pristine, weak) - 2);
            Assert.True(Photographs.GradientEnergy(strong) > growth * Photographs.GradientEnergy(pristine));
        }
    }

    [Fact]
    public void Strong_self_examples_invent_detail()
    {
        foreach (var pristine in Pristine.Select(photograph => Even(Photographs.Load(photograph))))
        {
            var degraded = Photographs.Halved(pristine);
            var (honest, invented) = (Restore("self-examples", degraded, 0.5), Restore("self-examples", degraded, 0.85));
            Assert.True(Photographs.Psnr(pristine, invented) < Photographs.Psnr(pristine, honest) - 2);
            Assert.True(Photographs.GradientEnergy(invented) > 1.5 * Photographs.GradientEnergy(honest));
        }
    }

    [Fact]
    public void The_seed_chooses_the_invented_texture_and_nothing_else()
    {
        var degraded = Photographs.Load("chelsea.png");
        foreach (var restoration in IqaSharp.Restorations.Restoration.All)
        {
            Assert.Equal(!restoration.Seeded, Restore(restoration.Name, degraded, seed: 1).Pixels.SequenceEqual(Restore(restoration.Name, degraded, seed: 2).Pixels));
        }
    }

    private static void Raises(string name, double least, Func<Image, Image> degrade, double strength = 0.5)
    {
        foreach (var pristine in Pristine.Select(Photographs.Load))
        {
            var degraded = degrade(pristine);
            Assert.InRange(Photographs.Psnr(pristine, Restore(name, degraded, strength)) - Photographs.Psnr(pristine, degraded), least, 25);
        }
    }

    /// <summary>The excess of gradient energy at the borders of 8×8 blocks over that inside them; 0 without blocking.</summary>
    private static double Blockiness(Image image) =>
        (Photographs.GradientEnergy(image, x => x % 8 == 0) / Photographs.GradientEnergy(image, x => x % 8 is 3 or 4 or 5)) - 1;

    private static Image Even(Image image)
    {
        var (width, height) = (image.Width / 2 * 2, image.Height / 2 * 2);
        return new(width, height, [.. Enumerable.Range(0, height).SelectMany(y => image.Pixels.Slice(y * image.Width * 3, width * 3).ToArray())]);
    }
}
