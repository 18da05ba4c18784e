using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Metrics.Maps;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Iqt;
using Xunit;

namespace IqaSharp.Tests.Metrics.Maps;

public sealed class QualityMapTests : IDisposable
{
    private static readonly Image Reference = Image.Load(Repository.Sample("coffee.png"));
    private static readonly Image Distorted = Image.Load(Repository.Sample("coffee-q20.png"));

    /// <summary>The upper left quarter, without edges that blocks could share.</summary>
    private static readonly Region Corner = new(32, 32, 192, 128);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<NetworkConfig> PairNetworks() =>
    [
        TestModel.TinyIqt, TestModel.TinyWholeIqt, TestModel.TinyIqt with { Backbone = "resnet-50" }, TestModel.TinyIqt with { Sampling = IqtSampling.Progressive, SamplingSide = 3 },
        TestModel.TinyCkdn, TestModel.TinyCkdn with { Whole = true, Crop = 64 }, TestModel.TinyCkdn with { Reference = CkdnReference.CrossAttention },
        TestModel.TinyCkdn with { Whole = true, Crop = 64, Reference = CkdnReference.InBand },
    ];

    /// <summary>Each network's map covers the image, and reading it changes no score.</summary>
    [Theory, MemberData(nameof(PairNetworks))]
    public void Networks_that_compare_have_maps(NetworkConfig config)
    {
        TestModel.Write(_folder["m.safetensors"], config);
        using var metric = Metric.Load(_folder["m.safetensors"]);
        using var referenced = metric.WithReference(Reference);
        var before = referenced.Score(Distorted, TestContext.Current.CancellationToken).Value;
        using var map = referenced.Map(Distorted, TestContext.Current.CancellationToken);
        Assert.InRange(map.Values.Width, 2, Reference.Width);
        Assert.InRange(map.Values.Height, 2, Reference.Height);
        Assert.True(map.Range.Low < map.Range.High);
        Assert.Equal(config is CkdnConfig, map.HigherIsBetter);
        Assert.Equal(before, referenced.Score(Distorted, TestContext.Current.CancellationToken).Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Iqts_map_shows_where_an_image_differs(bool whole)
    {
        TestModel.Write(_folder["m.safetensors"], whole ? TestModel.TinyWholeIqt : TestModel.TinyIqt);
        using var metric = Metric.Load(_folder["m.safetensors"]);
        var damaged = Corner.Damage(Reference, elliptic: false, part => Distortion.Of("white-noise").Apply(part, 5, seed: 1));
        using var map = metric.Map(damaged, Reference, TestContext.Current.CancellationToken);
        var (inside, outside) = Means(map);
        Assert.True(inside > 2 * outside, $"{inside} inside, {outside} outside");
        using var none = metric.Map(Reference, Reference, TestContext.Current.CancellationToken);
        Assert.All(none.Values.Samples.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_classical_metric_that_has_a_map_gives_it()
    {
        using var metric = Metric.Load("ssim");
        using var map = metric.Map(Distorted, Reference, TestContext.Current.CancellationToken);
        using var difference = DifferenceMap.Of(ClassicalMetrics.Find("ssim")!, Reference, Distorted)!;
        Assert.Equal(difference.Samples.ToArray(), map.Values.Samples.ToArray());
        Assert.False(map.HigherIsBetter);
    }

    [Fact]
    public void A_metric_without_a_map_says_so()
    {
        using var metric = Metric.Load("psnr");
        Assert.Contains("it has no map", Assert.Throws<BadInputException>(() => metric.Map(Distorted, Reference, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_judges_an_image_alone_scores_windows_where_its_network_says_nothing_of_places()
    {
        using var metric = Metric.Load("niqe");
        using var map = metric.Map(Reference, TestContext.Current.CancellationToken);
        using var windows = ScoreMap.Of(metric, Reference);
        Assert.Equal(windows.Samples.ToArray(), map.Values.Samples.ToArray());
        Assert.Throws<ReferenceKindException>(() => metric.Map(Reference, Distorted, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_metric_with_a_reference_needs_it_for_its_map()
    {
        using var metric = Metric.Load("ssim");
        Assert.Throws<ReferenceKindException>(() => metric.Map(Reference, TestContext.Current.CancellationToken));
        Assert.Throws<SizeMismatchException>(() => metric.Map(Image.Load(Repository.Sample("chelsea.png")), Reference, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_map_of_a_flat_image_and_of_a_tiny_one_is_a_map()
    {
        TestModel.Write(_folder["m.safetensors"], TestModel.TinyWholeIqt);
        using var metric = Metric.Load(_folder["m.safetensors"]);
        foreach (var (width, height) in new[] { (1, 1), (3, 200), (200, 3) })
        {
            var flat = new Image(width, height, new byte[width * height * 3]);
            using var map = metric.Map(flat, flat, TestContext.Current.CancellationToken);
            Assert.Equal(0, map.Values.Samples[0]);
        }
    }

    [Fact]
    public void A_reduced_map_keeps_its_mean()
    {
        var plane = new Plane(64, 32);
        for (var i = 0; i < plane.Samples.Length; i++)
        {
            plane.Samples[i] = i % 7;
        }

        using var map = new QualityMap(plane, new(0, 6), HigherIsBetter: true);
        using var small = map.Reduced(16);
        Assert.Equal((16, 8), (small.Values.Width, small.Values.Height));
        Assert.Equal(plane.Samples.ToArray().Average(), small.Values.Samples.ToArray().Average(), 1e-4);
    }

    private static (double Inside, double Outside) Means(QualityMap map)
    {
        var (sums, counts) = (new double[2], new int[2]);
        for (var y = 0; y < map.Values.Height; y++)
        {
            for (var x = 0; x < map.Values.Width; x++)
            {
                var (across, down) = ((x + 0.5) * Reference.Width / map.Values.Width, (y + 0.5) * Reference.Height / map.Values.Height);
                var inside = across > Corner.Left && across < Corner.Left + Corner.Width && down > Corner.Top && down < Corner.Top + Corner.Height ? 0 : 1;
                (sums[inside], counts[inside]) = (sums[inside] + map.Values.Row(y)[x], counts[inside] + 1);
            }
        }

        return (sums[0] / counts[0], sums[1] / counts[1]);
    }
}
