using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Tests.Metrics.Classical;
using Xunit;

namespace IqaSharp.Tests.Networks.FeatureDistances;

/// <summary>Properties of LPIPS and DISTS, which hold whatever the backbone's weights are; damage grows with those of the recipe too.</summary>
public sealed class FeatureDistanceTests(FeatureDistanceTests.Models models) : IClassFixture<FeatureDistanceTests.Models>
{
    private const int Side = 96;

    private static readonly Image Photograph = Small("photograph");

    public static TheoryData<string> Names => ["alex", "vgg", "dists"];

    public static TheoryData<string, string> Damages => new(
        from name in (string[])["alex", "vgg", "dists"]
        from kind in (string[])["gaussian-blur", "lens-blur", "motion-blur", "jpeg", "white-noise", "impulse-noise", "multiplicative-noise", "quantisation", "brighten", "darken"]
        select (name, kind));

    [Theory, MemberData(nameof(Names))]
    public void A_copy_is_exactly_zero_and_nothing_else_is(string name)
    {
        foreach (var picture in Pictures.All.Keys.Select(Small))
        {
            Assert.Equal(0, models[name].Score(picture, picture).Value);
        }

        foreach (var (change, apply) in Pictures.Changes.Where(change => change.Key != "one pixel by one level"))
        {
            Assert.True(models[name].Score(apply(Photograph), Photograph).Value > 0, change);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Hard_pictures_have_finite_scores(string name)
    {
        Image[] pictures = [.. Pictures.All.Keys.Select(Small)];
        Assert.All(pictures.Skip(1).Zip(pictures), pair => Assert.InRange(models[name].Score(pair.First, pair.Second).Value, 0, 10));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_images_may_be_swapped(string name)
    {
        var blurred = Distortion.Of("gaussian-blur").Apply(Photograph, 3, 1);
        Assert.Equal(models[name].Score(blurred, Photograph).Value, models[name].Score(Photograph, blurred).Value, 1e-9);
    }

    [Theory, MemberData(nameof(Damages))]
    public void Five_levels_of_damage_score_worse_and_worse(string name, string kind)
    {
        using var reference = models[name].WithReference(Photograph);
        var scores = Enumerable.Range(1, 5).Select(level => reference.Score(Distortion.Of(kind).Apply(Photograph, level, 1)).Value).ToList();
        Assert.True(scores.Zip(scores.Skip(1)).All(pair => pair.First < pair.Second), string.Join(", ", scores));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_smallest_image_has_a_score_and_a_smaller_one_is_refused(string name)
    {
        var side = models[name].Card.SmallestSide;
        var smallest = Pictures.Cut(Photograph, side + 3, side);
        Assert.True(double.IsFinite(models[name].Score(smallest, smallest).Value));
        if (side > 1)
        {
            var smaller = Pictures.Cut(Photograph, side + 3, side - 1);
            Assert.Contains($"{side + 3}×{side - 1} pixels are too few: ", Assert.Throws<BadImageException>(() => models[name].Score(smaller, smaller)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("vgg", 9)]
    [InlineData("dists", 9)]
    public void An_image_whose_features_would_take_gigabytes_is_refused(string name, int megapixels)
    {
        var image = new Image(1000, 1000 * megapixels, new byte[3_000_000 * megapixels]);
        Assert.Contains("(reduce the image and its reference)", Assert.Throws<BadImageException>(() => models[name].Score(image, image)).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void Odd_sides_have_scores(string name)
    {
        var odd = Pictures.Cut(Photograph, 91, 53);
        Assert.True(models[name].Score(Distortion.Of("jpeg").Apply(odd, 4, 1), odd).Value > 0);
        Assert.Equal((ReferenceKind.FullReference, false), (models[name].Card.ReferenceKind, models[name].Card.HigherIsBetter));
    }

    private static Image Small(string picture) => Pictures.Cut(Pictures.All[picture](), Side, Side);

    /// <summary>The three networks, converted once.</summary>
    public sealed class Models : IDisposable
    {
        private readonly Dictionary<string, Lazy<Metric>> _metrics = new()
        {
            ["alex"] = new(() => Lpips("alex")),
            ["vgg"] = new(() => Lpips("vgg")),
            ["dists"] = new(() => Load("dists", "dists.json", null)),
        };

        public Metric this[string name] => _metrics[name].Value;

        public void Dispose()
        {
            foreach (var metric in _metrics.Values.Where(metric => metric.IsValueCreated))
            {
                metric.Value.Dispose();
            }
        }

        private static Metric Lpips(string net) => Load("lpips", "lpips.json", net);

        private static Metric Load(string architecture, string file, string? part)
        {
            using var folder = new TemporaryFolder();
            var root = CodecGolden.OfSamples(file).Root;
            return OfficialCheckpoint.Load(folder, architecture, OfficialCheckpoint.Of(part is null ? root : root.GetProperty(part), name => name is "alpha" or "beta" || name.StartsWith("lin", StringComparison.Ordinal)));
        }
    }
}
