using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Engines.Onnx;
using Xunit;

namespace IqaSharp.Tests.Metrics;

public sealed class MetricTests : IDisposable
{
    private static readonly MusiqConfig Tiny = new() { Hidden = 24, MlpDim = 48, Layers = 2 };

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_path_a_stream_and_pixels_score_alike()
    {
        using var metric = Load(Tiny);
        var score = metric.Score(Repository.Sample("chelsea.png")).Value;
        using var stream = File.OpenRead(Repository.Sample("chelsea.png"));
        Assert.Equal(score, metric.Score(stream).Value);
        Assert.Equal(score, metric.Score(Image.Load(Repository.Sample("chelsea.png"))).Value);
    }

    /// <summary>Patches are encoded in blocks of 64: sequences shorter, longer and of exactly as many must give what the whole graph gives.</summary>
    [Theory]
    [InlineData(32, 32)]
    [InlineData(256, 256)]
    [InlineData(640, 33)]
    public void The_two_stages_score_like_the_whole_graph(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        new Random(1).NextBytes(pixels);
        var image = new Image(width, height, pixels);
        var config = Tiny with { Scales = [] };
        using var metric = Load(config);
        using var whole = new WholeGraph(config);
        Assert.Equal(whole.Run(image)[0], metric.Score(image).Value, 1e-5);
    }

    [Fact]
    public void A_distribution_comes_with_its_mean()
    {
        using var metric = Load(Tiny with { Outputs = 10 });
        var score = metric.Score(Repository.Sample("chelsea.png"));
        Assert.Equal(10, score.Distribution!.Count);
        Assert.Equal(1, score.Distribution.Sum(), 1e-5);
        Assert.Equal(score.Distribution.Select((share, k) => (k + 1) * share).Sum(), score.Value, 1e-9);
    }

    [Theory]
    [InlineData(new[] { 64 }, false)]
    [InlineData(new[] { 100, 50, 224 }, true)]
    [InlineData(new int[0], true)]
    public void Any_number_of_scales_scores_like_the_whole_graph(int[] scales, bool native)
    {
        var (config, image) = (Tiny with { Scales = scales, Native = native }, Image.Load(Repository.Sample("chelsea.png")));
        using var metric = Load(config);
        using var whole = new WholeGraph(config);
        Assert.Equal(whole.Run(image)[0], metric.Score(image).Value, 1e-5);
    }

    /// <summary>The model's own limit and the option are said in the same way.</summary>
    [Theory]
    [InlineData(null, 96)]
    [InlineData(500, 96)]
    [InlineData(80, 80)]
    public void A_score_says_at_which_size_the_native_scale_was_seen(int? maxSide, int expected)
    {
        using var metric = Load(TestModel.TinyMusiqOnBackbone with { NativeSide = 96 }, new MetricOptions { MaxSide = maxSide });
        Assert.Equal(expected, metric.Score(Repository.Sample("chelsea.png")).NativeSide);
        Assert.Null(metric.Score(new Image(64, 64, new byte[64 * 64 * 3])).NativeSide);
    }

    [Fact]
    public void A_limited_native_scale_is_said()
    {
        using var metric = Load(Tiny, new MetricOptions { MaxSide = 200 });
        Assert.Equal(200, metric.Score(Repository.Sample("chelsea.png")).NativeSide);
        Assert.Null(metric.Score(new Image(64, 64, new byte[64 * 64 * 3])).NativeSide);
    }

    [Fact]
    public async Task Scoring_is_thread_safe()
    {
        using var metric = Load(Tiny);
        string[] names = ["chelsea.png", "coffee.png", "coffee-q20.png", "coffee-blur.png"];
        var expected = names.ToDictionary(name => name, name => metric.Score(Repository.Sample(name)).Value);
        var scores = await Task.WhenAll(Enumerable.Repeat(names, 3).SelectMany(n => n).Select(async name => (name, score: await metric.ScoreAsync(Repository.Sample(name), TestContext.Current.CancellationToken))));
        Assert.All(scores, s => Assert.Equal(expected[s.name], s.score.Value));
    }

    [Fact]
    public async Task Many_come_in_order_and_a_bad_one_is_a_result()
    {
        using var metric = Load(Tiny);
        var empty = Path.Combine(_folder, "empty.jpg");
        File.WriteAllBytes(empty, []);
        string[] paths = [Repository.Sample("chelsea.png"), empty, Path.Combine(_folder, "absent.png"), Repository.Sample("rocket.jpg")];
        var results = await metric.ScoreManyAsync(paths, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(paths, results.Select(r => r.Path));
        Assert.Equal([true, false, false, true], results.Select(r => r.Score is not null));
        Assert.All(results, r => Assert.NotEqual(r.Score is null, r.Error is null));
    }

    /// <summary>However many images there are, no more than a few are scored before somebody asks for their scores.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(5)]
    public async Task Scoring_runs_ahead_by_little(int threads)
    {
        using var metric = Load(Tiny, new MetricOptions { Threads = threads });
        var taken = 0;
        IEnumerable<string> Endless()
        {
            while (true)
            {
                Interlocked.Increment(ref taken);
                yield return Repository.Sample("chelsea.png");
            }
        }

        var seen = 0;
        await foreach (var _ in metric.ScoreManyAsync(Endless(), TestContext.Current.CancellationToken))
        {
            seen++;
            await Task.Delay(50, TestContext.Current.CancellationToken);
            Assert.InRange(Volatile.Read(ref taken), seen, seen + threads + 1);
            if (seen == 5)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task Cancellation_stops_many()
    {
        using var metric = Load(Tiny);
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in metric.ScoreManyAsync(Enumerable.Repeat(Repository.Sample("chelsea.png"), 1000), source.Token))
            {
                await source.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task Cancellation_stops_one_that_runs()
    {
        using var metric = Load(Tiny with { Layers = 8 });
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var photo = Path.Combine(_folder, "large.bmp");
        await Bitmap.WriteAsync(photo, 3000, 3000);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => metric.ScoreAsync(photo, source.Token));
    }

    private Metric Load(MusiqConfig config, MetricOptions? options = null)
    {
        var path = Path.Combine(_folder, "model.safetensors");
        TestModel.Write(path, config);
        return Metric.Load(path, options);
    }
}
