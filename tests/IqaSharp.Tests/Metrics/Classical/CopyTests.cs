using System.Globalization;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

/// <summary>An exact copy has exactly the best score of every full-reference metric, no other image has a better one, and no score leaves the declared range.</summary>
public class CopyTests
{
    public static TheoryData<string> Names => ClassicalMetricsTests.Names;

    /// <summary>Visual information fidelity rewards contrast beyond that of the reference, by definition (Sheikh, Bovik 2006, section III).</summary>
    private static readonly HashSet<string> RewardsContrast = ["vif", "vifp"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_beats_the_copy_and_nothing_leaves_the_range(string name)
    {
        var faults = new List<string>();
        using var metric = Metric.Load(name);
        foreach (var (picture, make) in Pictures.All)
        {
            var reference = make();
            using var referenced = metric.WithReference(reference);
            var best = Check(picture, "copy", referenced, Copy(reference));
            if (best is { } copy && copy != Best(metric))
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{picture}, copy: {copy:R}"));
            }

            foreach (var (change, apply) in Pictures.Changes)
            {
                Check(picture, change, referenced, apply(reference));
            }

            foreach (var other in (string[])["black", "white", "colour noise", "photograph"])
            {
                Check(picture, other, referenced, Pictures.All[other]());
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));

        double? Check(string picture, string change, ReferencedMetric referenced, Image image)
        {
            try
            {
                var score = referenced.Score(image, TestContext.Current.CancellationToken).Value;
                var beats = metric.Card.HigherIsBetter ? score > Best(metric) : score < Best(metric);
                if (!double.IsFinite(score) || (beats && !RewardsContrast.Contains(name)) || (metric.Card.Range is { } range && (score < range.Low || score > range.High)))
                {
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{picture}, {change}: {score:R}"));
                }

                return score;
            }
            catch (BadImageException e) when (change != "copy" && e.Message.Contains("flat", StringComparison.Ordinal))
            {
                return null;
            }
        }
    }

    /// <summary>The smallest image that a metric accepts, and a smallest one with odd sides.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_beats_a_tiny_copy(string name)
    {
        using var metric = Metric.Load(name);
        var side = metric.Card.SmallestSide;
        foreach (var size in (int[])[side, side + 1, side + 6])
        {
            var reference = Pictures.Cut(Pictures.All["photograph"](), Math.Min(size + 1, 179), Math.Min(size, 165));
            using var referenced = metric.WithReference(reference);
            Assert.Equal(Best(metric), referenced.Score(Copy(reference), TestContext.Current.CancellationToken).Value);
            foreach (var (change, apply) in Pictures.Changes)
            {
                var score = referenced.Score(apply(reference), TestContext.Current.CancellationToken).Value;
                Assert.True(RewardsContrast.Contains(name) || (metric.Card.HigherIsBetter ? score <= Best(metric) : score >= Best(metric)), $"{size} pixels, {change}: {score:R}");
            }
        }
    }

    /// <summary>What has no score is refused, with one reason: a reference without anything to measure, or two flat images for metrics that weight by content.</summary>
    [Theory]
    [InlineData("vif", "black", "photograph")]
    [InlineData("vif", "flat 128", "photograph")]
    [InlineData("vif", "white", "page")]
    [InlineData("vif", "flat colour", "flat 128")]
    [InlineData("vifp", "black", "photograph")]
    [InlineData("vifp", "flat 128", "photograph")]
    [InlineData("vifp", "flat colour", "flat 128")]
    [InlineData("mad", "black", "photograph")]
    [InlineData("mad", "black", "white")]
    [InlineData("mad", "flat 128", "flat 175")]
    [InlineData("cw-ssim", "flat 128", "flat 175")]
    [InlineData("fsim", "black", "white")]
    [InlineData("fsim", "flat 128", "flat 175")]
    [InlineData("fsimc", "flat 128", "flat colour")]
    [InlineData("vsi", "flat 128", "flat 175")]
    [InlineData("ensemble", "flat 128", "flat 175")]
    public void What_is_undefined_is_refused(string name, string reference, string distorted)
    {
        using var metric = Metric.Load(name);
        using var referenced = metric.WithReference(Pictures.All[reference]());
        var refused = Assert.Throws<BadImageException>(() => referenced.Score(Pictures.All[distorted](), TestContext.Current.CancellationToken));
        Assert.Contains("flat", refused.Message, StringComparison.Ordinal);
        Assert.Contains(name == "ensemble" ? "vsi" : name, refused.Message, StringComparison.Ordinal);
    }

    private static Image Copy(Image image) => new(image.Width, image.Height, image.Pixels.ToArray());

    /// <summary>The score of an exact copy.</summary>
    internal static double Best(Metric metric) => metric.Card switch
    {
        { HigherIsBetter: false } => 0,
        { Name: "ensemble" or "ssimulacra2" } => 100,
        { Name: var name } when name.StartsWith("psnr", StringComparison.Ordinal) => Psnr.Maximum,
        _ => 1,
    };
}
