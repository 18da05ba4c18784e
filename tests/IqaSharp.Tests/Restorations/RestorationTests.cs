using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Restorations;
using Xunit;

namespace IqaSharp.Tests.Restorations;

/// <summary>What holds for all restorations.</summary>
public sealed class RestorationTests
{
    public static TheoryData<string> Names => [.. Restoration.All.Select(restoration => restoration.Name)];

    public static TheoryData<string> Upscalers => [.. Restoration.All.Where(r => r.Kind == RestorationKind.Upscale).Select(r => r.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Each_runs_on_each_photograph(string name)
    {
        foreach (var photograph in Photographs.Names)
        {
            var degraded = Photographs.Halved(Photographs.Load(photograph)).Named(photograph);
            var restored = Restore(name, degraded, 0.85);
            Assert.Equal(Size(name, degraded), (restored.Width, restored.Height));
            Assert.Equal(degraded.Name, restored.Name);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_is_deterministic(string name)
    {
        var degraded = Photographs.Load("chelsea.png");
        Assert.True(Restore(name, degraded).Pixels.SequenceEqual(Restore(name, degraded).Pixels));
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_keeps_flat_images(string name)
    {
        foreach (var (width, height) in new[] { (1, 1), (2, 1), (3, 200), (200, 3), (67, 41) })
        {
            foreach (var level in new byte[] { 0, 1, 93, 255 })
            {
                foreach (var strength in new[] { 0, 0.5, 1 })
                {
                    var restored = Restore(name, Photographs.Grey(width, height, level), strength);
                    Assert.Equal(Size(name, Photographs.Grey(width, height, level)), (restored.Width, restored.Height));
                    foreach (var pixel in restored.Pixels)
                    {
                        Assert.InRange(pixel, level - 1, level + 1);
                    }
                }
            }
        }
    }

    /// <summary>Every width up to a few vectors: no reads or writes beyond the end of a row.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Each_takes_any_size(string name)
    {
        var noise = Photographs.Noisy(Photographs.Grey(40, 9, 128), 60);
        for (var width = 1; width <= 40; width++)
        {
            for (var height = 1; height <= 9; height += 2)
            {
                var degraded = new Image(width, height, noise.Pixels[..(width * height * 3)].ToArray());
                foreach (var strength in new[] { 0.0, 1 })
                {
                    Assert.Equal(Size(name, degraded).Width, Restore(name, degraded, strength).Width);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Presets_differ(string name)
    {
        if (name == "nearest")
        {
            return; // it has no strength
        }

        var degraded = Photographs.Jpeg(Photographs.Noisy(Photographs.Load("chelsea.png"), 5), 50);
        var presets = RestorationOptions.Presets.Values.Select(strength => Restore(name, degraded, strength)).ToList();
        Assert.False(presets[0].Pixels.SequenceEqual(presets[1].Pixels) && presets[1].Pixels.SequenceEqual(presets[2].Pixels));
        Assert.False(presets[0].Pixels.SequenceEqual(presets[2].Pixels));
    }

    [Theory, MemberData(nameof(Upscalers))]
    public void Upscalers_give_the_requested_size(string name)
    {
        var degraded = Photographs.Noisy(Photographs.Grey(31, 17, 128), 30);
        foreach (var (width, height) in new[] { (31, 17), (32, 17), (31, 40), (47, 18), (62, 34), (200, 90), (400, 300) })
        {
            var restored = Restoration.Of(name).Restore(degraded, new() { Width = width, Height = height });
            Assert.Equal((width, height), (restored.Width, restored.Height));
        }
    }

    [Fact]
    public void Names_are_unique_and_descriptions_explain_the_strength()
    {
        Assert.True(Restoration.All.Count >= 14);
        Assert.Equal(Restoration.All.Count, Restoration.All.Select(restoration => restoration.Name).Distinct().Count());
        Assert.All(Restoration.All, restoration => Assert.Same(restoration, Restoration.Of(restoration.Name)));
        Assert.Equal(Enum.GetValues<RestorationKind>(), Restoration.All.Select(restoration => restoration.Kind).Distinct());
        Assert.All(Restoration.All, restoration => Assert.Contains("strength", restoration.Description, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_name_is_reported_with_similar_names()
    {
        Assert.Equal("binlateral: there is no such restoration; did you mean bilateral?", Assert.Throws<BadInputException>(() => Restoration.Of("binlateral")).Message);
        Assert.Contains("nlm, tv", Assert.Throws<BadInputException>(() => Restoration.Of("magic")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_sizes_and_strengths_are_refused()
    {
        var degraded = Photographs.Grey(20, 10, 7);
        Assert.Contains("tv keeps the size of 20×10", Assert.Throws<BadInputException>(() => Restoration.Of("tv").Restore(degraded, new() { Width = 40 })).Message, StringComparison.Ordinal);
        Assert.Contains("smaller, 19×10", Assert.Throws<BadInputException>(() => Restoration.Of("nedi").Restore(degraded, new() { Width = 19 })).Message, StringComparison.Ordinal);
        Assert.Contains("smaller, -1×10", Assert.Throws<BadInputException>(() => Restoration.Of("nedi").Restore(degraded, new() { Width = -1 })).Message, StringComparison.Ordinal);
        Assert.Contains("megapixels", Assert.Throws<BadInputException>(() => Restoration.Of("nedi").Restore(degraded, new() { Width = 60000, Height = 60000 })).Message, StringComparison.Ordinal);
        Assert.Contains("megapixels", Assert.Throws<BadInputException>(() => Restoration.Of("nedi").Restore(degraded, new() { Width = 20_000_000 })).Message, StringComparison.Ordinal);
        foreach (var strength in new[] { -0.1, 1.1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Restoration.Of("tv").Restore(degraded, new() { Strength = strength }));
        }
    }

    [Fact]
    public void The_documentation_has_every_method()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "distortions.md"));
        Assert.All(Restoration.All, method => Assert.Contains($"| {method.Name} | {method.Kind.ToString().ToLowerInvariant()} | {method.Description} | {method.Paper} |", page, StringComparison.Ordinal));
    }

    internal static Image Restore(string name, Image degraded, double strength = 0.5, ulong seed = 0)
    {
        var (width, height) = Size(name, degraded);
        return Restoration.Of(name).Restore(degraded, new() { Strength = strength, Width = width, Height = height, Seed = seed });
    }

    private static (int Width, int Height) Size(string name, Image degraded) =>
        Restoration.Of(name).Kind == RestorationKind.Upscale ? (2 * degraded.Width, 2 * degraded.Height) : (degraded.Width, degraded.Height);
}
