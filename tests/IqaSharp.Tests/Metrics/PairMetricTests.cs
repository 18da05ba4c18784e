using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Iqt;
using IqaSharp.Networks.Musiq;
using Xunit;

namespace IqaSharp.Tests.Metrics;

public sealed class PairMetricTests : IDisposable
{
    private const string Blurred = "coffee-blur.png";
    private const string Compressed = "coffee-q20.png";
    private const string Pristine = "coffee.png";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<NetworkConfig> Configurations() => [TestModel.TinyIqt, TestModel.TinyCkdn];

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Every_way_of_asking_gives_the_same_score(NetworkConfig config)
    {
        using var metric = Load(config);
        var (image, reference) = (Repository.Sample(Compressed), Repository.Sample(Pristine));
        var expected = metric.Score(image, reference).Value;
        Assert.Equal(expected, metric.Score(Image.Load(image), Image.Load(reference)).Value);
        using (var first = File.OpenRead(image))
        using (var second = File.OpenRead(reference))
        {
            Assert.Equal(expected, metric.Score(first, second).Value);
        }

        using var referenced = metric.WithReference(reference);
        Assert.Equal(expected, referenced.Score(image).Value);
        Assert.Equal(expected, (await referenced.ScoreAsync(image, TestContext.Current.CancellationToken)).Value);
        Assert.Equal(expected, (await metric.ScoreAsync(image, reference, TestContext.Current.CancellationToken)).Value);
        var many = await referenced.ScoreManyAsync([image, image], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(many, result => Assert.Equal(expected, result.Score!.Value));
    }

    [Fact]
    public void Iqt_scores_the_mean_of_its_crops_and_tells_their_spread()
    {
        using var one = Load(TestModel.TinyIqt, new MetricOptions { Crops = 1 });
        using var nine = Load(TestModel.TinyIqt);
        var (image, reference) = (Repository.Sample(Compressed), Repository.Sample(Pristine));
        Assert.Equal(0, one.Score(image, reference).Spread);
        Assert.True(nine.Score(image, reference).Spread > 0);
    }

    /// <summary>24 versions of one reference: the backbone looks at its crops once, and at those of each version.</summary>
    [Fact]
    public async Task A_reference_is_looked_at_once()
    {
        const int Versions = 24;
        using var metric = Load(TestModel.TinyIqt);
        var pairs = Enumerable.Repeat(new ImagePair(Repository.Sample(Compressed), Repository.Sample(Pristine)), Versions);
        var results = await metric.ScoreManyAsync(pairs, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Versions, results.Count(r => r.Score is not null));
        Assert.Equal((1 + Versions) * new MetricOptions().Crops, ((IqtScorer)metric.Network).BackboneRuns);
    }

    [Fact]
    public void A_whole_image_is_looked_at_once()
    {
        using var metric = Load(TestModel.TinyWholeIqt);
        Assert.InRange(metric.Score(Repository.Sample(Compressed), Repository.Sample(Pristine)).Value, 0, 100);
        Assert.Equal(2, ((IqtScorer)metric.Network).BackboneRuns);
    }

    public static TheoryData<NetworkConfig> Whole() => [TestModel.TinyWholeIqt, TestModel.TinyCkdn with { Whole = true }];

    [Theory]
    [MemberData(nameof(Whole))]
    public void Small_images_are_extended(NetworkConfig config)
    {
        using var metric = Load(config);
        var side = config is IqtConfig iqt ? iqt.Crop : ((CkdnConfig)config).Crop; // nothing smaller is shown to the network
        Assert.Equal(metric.Score(Flat(side, side, 128), Flat(side, side, 255)).Value, metric.Score(Flat(1, 1, 128), Flat(1, 1, 255)).Value);
        Assert.Equal(metric.Score(Flat(side, 300, 128), Flat(side, 300, 255)).Value, metric.Score(Flat(7, 300, 128), Flat(7, 300, 255)).Value);
    }

    [Fact]
    public async Task A_bad_reference_fails_its_pairs_alone()
    {
        using var metric = Load(TestModel.TinyIqt);
        var text = _folder.Write("text.png", "no image"u8.ToArray());
        ImagePair[] pairs = [new(Repository.Sample(Compressed), text), new(Repository.Sample(Compressed), Repository.Sample(Pristine)), new(Repository.Sample("chelsea.png"), Repository.Sample(Pristine))];
        var results = await metric.ScoreManyAsync(pairs, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([false, true, false], results.Select(r => r.Score is not null));
        Assert.StartsWith(text, results[0].Error, StringComparison.Ordinal);
        Assert.Contains("451×300", results[2].Error, StringComparison.Ordinal);
        Assert.Equal(pairs.Select(p => p.Reference), results.Select(r => r.Reference));
    }

    [Fact]
    public void Images_of_other_sizes_are_refused_or_fitted()
    {
        var (image, reference) = (Repository.Sample("chelsea.png"), Repository.Sample(Pristine));
        using var strict = Load(TestModel.TinyIqt);
        var refusal = Assert.Throws<SizeMismatchException>(() => strict.Score(image, reference));
        Assert.Contains("451×300", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("600×400", refusal.Message, StringComparison.Ordinal);
        using var fitting = Load(TestModel.TinyIqt, new MetricOptions { SizeMismatch = SizeMismatchPolicy.Reference });
        Assert.Equal("image resized from 451×300 to 600×400", fitting.Score(image, reference).Fitted);
        using var restored = Load(TestModel.TinyCkdn, new MetricOptions { SizeMismatch = SizeMismatchPolicy.Reference });
        Assert.Equal("reference resized from 600×400 to 451×300", restored.Score(image, reference).Fitted);
    }

    [Fact]
    public void The_wrong_kind_of_reference_is_told()
    {
        using var alone = Load(new MusiqConfig { Hidden = 24, MlpDim = 48, Layers = 1 });
        using var pairs = Load(TestModel.TinyIqt);
        using var restored = Load(TestModel.TinyCkdn);
        var image = Repository.Sample(Pristine);
        Assert.Contains("takes no reference", Assert.Throws<ReferenceKindException>(() => alone.Score(image, image)).Message, StringComparison.Ordinal);
        Assert.Contains("takes no reference", Assert.Throws<ReferenceKindException>(() => alone.WithReference(image)).Message, StringComparison.Ordinal);
        Assert.Contains("pristine", Assert.Throws<ReferenceKindException>(() => pairs.Score(image)).Message, StringComparison.Ordinal);
        Assert.Contains("degraded", Assert.Throws<ReferenceKindException>(() => restored.ScoreManyAsync([image], TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_reference_branch_an_image_is_scored_alone()
    {
        using var metric = Load(TestModel.TinyCkdn with { Reference = CkdnReference.None });
        Assert.InRange(metric.Score(Repository.Sample(Blurred)).Value, 0, 1);
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(1, 1)]
    [InlineData(65, 200)]
    [InlineData(2, 1000)]
    public void A_pair_that_no_crop_shows_enough_of_is_refused_and_any_other_has_a_score(int width, int height)
    {
        foreach (var config in new NetworkConfig[] { TestModel.TinyIqt, TestModel.TinyCkdn })
        {
            using var metric = Load(config);
            var grey = Flat(width, height, 128);
            var (shorter, longer) = (Math.Min(width, height), Math.Max(width, height));
            if (config is IqtConfig ? shorter < TestModel.TinyIqt.Crop : longer > 100 * shorter)
            {
                Assert.Contains($"{width}×{height}", Assert.Throws<BadImageException>(() => metric.Score(grey, grey)).Message, StringComparison.Ordinal);
                continue;
            }

            var score = metric.Score(grey, grey).Value;
            Assert.True(double.IsFinite(score) && (config is IqtConfig || score is >= 0 and <= 1), $"{score}");
        }
    }

    /// <summary>Grey, transparent and 16-bit files of the decoder's fixtures, against themselves.</summary>
    [Fact]
    public void Unusual_files_score_like_their_pixels()
    {
        using var metric = Load(TestModel.TinyCkdn);
        var paths = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Imaging", "Fixtures"), "*.png");
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            var score = metric.Score(path, path).Value;
            Assert.InRange(score, 0, 1);
            Assert.Equal(score, metric.Score(Image.Load(path), Image.Load(path)).Value);
        }
    }

    [Theory]
    [InlineData(600, 400, 9, 9)]
    [InlineData(600, 400, 20, 20)]
    [InlineData(600, 400, 7, 7)]
    [InlineData(64, 64, 9, 1)]
    [InlineData(64, 400, 9, 9)]
    public void Crops_lie_inside_and_reach_the_edges(int width, int height, int count, int expected)
    {
        var crops = CropGrid.Of(width, height, 64, count);
        Assert.Equal(expected, crops.Count);
        Assert.All(crops, crop => Assert.True(crop.X >= 0 && crop.Y >= 0 && crop.X + 64 <= width && crop.Y + 64 <= height));
        Assert.Equal(crops, CropGrid.Of(width, height, 64, count));
    }

    private static Image Flat(int width, int height, byte level) => new(width, height, [.. Enumerable.Repeat(level, width * height * 3)]);

    private Metric Load(NetworkConfig config, MetricOptions? options = null)
    {
        var path = _folder[$"{Guid.NewGuid()}.safetensors"];
        TestModel.Write(path, config);
        return Metric.Load(path, options);
    }
}
