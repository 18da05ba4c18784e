using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Networks;
using Xunit;

namespace IqaSharp.Tests.Metrics;

/// <summary>Many images at once: the same rows as one by one, in the same order.</summary>
public sealed class ScoringPipelineTests : IDisposable
{
    private const int Workers = 3;

    private static readonly string[] Photographs = [.. new[] { "chelsea.png", "coffee.png", "coffee-q20.png", "coffee-blur.png", "rocket.jpg" }.Select(Repository.Sample)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<NetworkConfig> Networks() => [TestModel.TinyMusiq, TestModel.TinyMusiqOnBackbone, TestModel.TinyIqt, TestModel.TinyWholeIqt, TestModel.TinyCkdn];

    /// <summary>Bit by bit: how many threads compute a score does not show in it.</summary>
    [Theory, MemberData(nameof(Networks))]
    public async Task Many_images_have_the_scores_that_each_has_alone(NetworkConfig config)
    {
        var path = _folder["model.safetensors"];
        TestModel.Write(path, config);
        await SameAsOneByOne(path);
    }

    [Theory, InlineData("niqe"), InlineData("laplacian"), InlineData("ssim"), InlineData("fsim"), InlineData("ssimulacra2"), InlineData("vif")]
    public Task Many_images_have_the_classical_scores_that_each_has_alone(string metric) => SameAsOneByOne(metric);

    private static async Task SameAsOneByOne(string model)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var one = Metric.Load(model, new MetricOptions { SizeMismatch = SizeMismatchPolicy.Reference });
        using var many = Metric.Load(model, new MetricOptions { SizeMismatch = SizeMismatchPolicy.Reference, Threads = Workers });
        string[] images = [.. Photographs, .. Photographs.Reverse()];
        ImagePair[] pairs = [.. images.Select((image, i) => new ImagePair(image, Photographs[i / 2]))];
        var rows = one.Card.ReferenceKind == ReferenceKind.NoReference ? many.ScoreManyAsync(images, cancellation) : many.ScoreManyAsync(pairs, cancellation);
        var scored = await rows.ToListAsync(cancellation);
        Assert.Equal(images, scored.Select(row => row.Path));
        Assert.Equal(images.Select((image, i) => one.Card.ReferenceKind == ReferenceKind.NoReference ? one.Score(image) : one.Score(image, pairs[i].Reference)).Select(score => score.Value), scored.Select(row => row.Score!.Value));
    }

    /// <summary>Other work than scores: in order, a file that cannot be read in its place, a reference shared by those that have it.</summary>
    [Fact]
    public async Task Any_work_is_done_on_many_images()
    {
        using var metric = Metric.Load("ssim", new MetricOptions { Threads = Workers, SizeMismatch = SizeMismatchPolicy.Reference });
        (ImageFile, string?)[] images = [.. Photographs.Select(path => (new ImageFile(path), (string?)Photographs[1])), (new ImageFile("gone.png"), Photographs[1])];
        var made = await metric.ProcessManyAsync(
            images,
            static image => (image.Path, image.Error, image.Reference, Map: image.Image is null ? null : image.Referenced!.Map(image.Image)),
            TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([.. Photographs, "gone.png"], made.Select(one => one.Path));
        Assert.Single(made.Select(one => one.Reference).Distinct());
        Assert.All(made.SkipLast(1), one => Assert.Null(one.Error));
        Assert.Contains("no such file", made[^1].Error, StringComparison.Ordinal);
        using var same = made[1].Map;
        Assert.All(same!.Values.Samples.ToArray(), value => Assert.Equal(0, value, 1e-6f));
    }

    /// <summary>Three images are scored side by side, each on one thread: each waits for the others, which would last for ever otherwise.</summary>
    [Fact]
    public async Task As_many_images_are_scored_at_once_as_there_are_threads()
    {
        using var together = new Barrier(Workers);
        var singleThreaded = 0;
        QualityScore Score(Image image, CancellationToken cancellation)
        {
            Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(60), cancellation));
            Interlocked.Add(ref singleThreaded, SingleThread.IsEntered ? 1 : 0);
            return new QualityScore(image.Width);
        }

        var rows = await RunAsync(Photographs.Concat(Photographs.Reverse()).Take(3 * Workers), new PipelineStep.Alone((_, _) => 0, Score));
        Assert.Equal(3 * Workers, rows.Count);
        Assert.Equal(3 * Workers, singleThreaded);
    }

    /// <summary>Every other image is large: no score runs beside that of a large one, which has all threads.</summary>
    [Fact]
    public async Task A_large_image_is_scored_alone()
    {
        var (running, most) = (0, 0);
        QualityScore Score(Image image, CancellationToken cancellation)
        {
            var others = Interlocked.Increment(ref running) - 1;
            Thread.Sleep(5);
            var large = IsLarge(image.Width);
            Assert.NotEqual(large, SingleThread.IsEntered);
            most = Math.Max(most, large ? Math.Max(others, Volatile.Read(ref running) - 1) : 0);
            Interlocked.Decrement(ref running);
            return new QualityScore(image.Width);
        }

        var rows = await RunAsync(Enumerable.Repeat(Photographs, 6).SelectMany(photographs => photographs), new PipelineStep.Alone((width, _) => IsLarge(width) ? 1 << 23 : 0, Score));
        Assert.All(rows, row => Assert.Null(row.Error));
        Assert.Equal(0, most);
    }

    private static bool IsLarge(int width) => width == 600; // coffee.png and its versions

    [Fact]
    public async Task A_single_image_has_all_threads()
    {
        var row = Assert.Single(await RunAsync([Photographs[0]], new PipelineStep.Alone((_, _) => 0, (_, _) => new QualityScore(SingleThread.IsEntered ? 1 : 0))));
        Assert.Equal(0, row.Score!.Value);
    }

    /// <summary>An error that is no row, such as a defect, ends the run: it is neither lost nor does it leave work behind.</summary>
    [Fact]
    public async Task An_unexpected_error_comes_in_its_place()
    {
        var seen = 0;
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            var step = new PipelineStep.Alone((_, _) => 0, (image, _) => image.Name == Photographs[3] ? throw new InvalidOperationException("defect") : new QualityScore(0));
            await foreach (var _ in ScoringPipeline.RunAsync(Photographs.Select(path => (new ImageFile(path), (string?)null)), new MetricOptions { Threads = Workers }, [step], TestContext.Current.CancellationToken))
            {
                seen++;
            }
        });
        Assert.Equal(("defect", 3), (error.Message, seen));
    }

    private static async Task<IReadOnlyList<ScoredImage>> RunAsync(IEnumerable<string> paths, PipelineStep step)
    {
        var options = new MetricOptions { Threads = Workers };
        return await ScoringPipeline.RunAsync([.. paths.Select(path => (new ImageFile(path), (string?)null))], options, [step], TestContext.Current.CancellationToken).Select(rows => rows[0]).ToListAsync(TestContext.Current.CancellationToken);
    }
}
