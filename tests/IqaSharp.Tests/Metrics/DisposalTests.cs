using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Musiq;
using Xunit;

namespace IqaSharp.Tests.Metrics;

/// <summary>A metric that is used after, or while, it is disposed of: the score is right, or there is an <see cref="ObjectDisposedException"/>.</summary>
public sealed class DisposalTests : IDisposable
{
    private const int Threads = 16;

    private static readonly Image Coffee = Image.Load(Repository.Sample("coffee.png"));
    private static readonly Image Blurred = Image.Load(Repository.Sample("coffee-blur.png"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Alone() => ["musiq", "musiq-backbone", "ckdn-alone", "laplacian"];

    public static TheoryData<string> Pairs() => ["iqt", "iqt-whole", "ckdn", "ssim", "vsi"];

    [Theory, MemberData(nameof(Alone))]
    public async Task A_metric_that_is_disposed_of_scores_no_image(string name)
    {
        var metric = Load(name);
        metric.Dispose();
        metric.Dispose();
        Assert.Throws<ObjectDisposedException>(() => metric.Score(Coffee));
        Assert.Throws<ObjectDisposedException>(() => metric.Score(Repository.Sample("coffee.png")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => metric.ScoreAsync(Repository.Sample("coffee.png"), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await metric.ScoreManyAsync([Repository.Sample("coffee.png")], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task A_metric_that_is_disposed_of_scores_no_pair(string name)
    {
        var metric = Load(name);
        var referenced = metric.WithReference(Coffee);
        metric.Dispose();
        Assert.Throws<ObjectDisposedException>(() => metric.Score(Blurred, Coffee));
        Assert.Throws<ObjectDisposedException>(() => metric.WithReference(Coffee));
        Assert.Throws<ObjectDisposedException>(() => referenced.Score(Repository.Sample("coffee-blur.png")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await metric.ScoreManyAsync([new ImagePair(Repository.Sample("coffee-blur.png"), Repository.Sample("coffee.png"))], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        referenced.Dispose();
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_reference_that_is_disposed_of_scores_nothing(string name)
    {
        using var metric = Load(name);
        var referenced = metric.WithReference(Coffee);
        referenced.Dispose();
        referenced.Dispose();
        Assert.Throws<ObjectDisposedException>(() => referenced.Score(Repository.Sample("coffee-blur.png")));
    }

    [Fact]
    public void A_metric_that_is_disposed_of_embeds_and_classifies_nothing()
    {
        var metric = Load("musiq");
        metric.Dispose();
        Assert.Throws<ObjectDisposedException>(() => metric.Embed(Coffee));
        Assert.Throws<ObjectDisposedException>(() => metric.Classify(Coffee));
    }

    /// <summary>Sixteen threads score while a metric is disposed of, over and over: this ended the process.</summary>
    [Theory, MemberData(nameof(Alone))]
    public async Task Scores_that_run_while_a_metric_is_disposed_of_are_right_or_refused(string name)
    {
        double expected;
        using (var first = Load(name))
        {
            expected = first.Score(Blurred).Value;
        }

        for (var round = 0; round < 6; round++)
        {
            var metric = Load(name);
            await DisposedMeanwhile(() => metric.Score(Blurred).Value, metric, expected, 9 * round);
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task Scores_that_run_while_a_reference_or_its_metric_is_disposed_of_are_right_or_refused(string name)
    {
        double expected;
        using (var first = Load(name))
        {
            expected = first.Score(Blurred, Coffee).Value;
        }

        for (var round = 0; round < 6; round++)
        {
            using var metric = Load(name);
            using var referenced = metric.WithReference(Coffee);
            await DisposedMeanwhile(() => referenced.Score(Blurred).Value, round % 2 == 0 ? metric : referenced, expected, 9 * round);
        }
    }

    private static async Task DisposedMeanwhile(Func<double> score, IDisposable disposed, double expected, int milliseconds)
    {
        using var all = new Barrier(Threads + 1);
        var running = Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                all.SignalAndWait();
                try
                {
                    while (true)
                    {
                        Assert.Equal(expected, score());
                    }
                }
                catch (ObjectDisposedException)
                {
                    // it ends with this
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToList();
        all.SignalAndWait(TestContext.Current.CancellationToken);
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        disposed.Dispose();
        await Task.WhenAll(running);
    }

    private Metric Load(string name)
    {
        NetworkConfig? config = name switch
        {
            "musiq" => TestModel.TinyMusiq,
            "musiq-backbone" => TestModel.TinyMusiqOnBackbone,
            "iqt" => TestModel.TinyIqt,
            "iqt-whole" => TestModel.TinyWholeIqt,
            "ckdn" => TestModel.TinyCkdn,
            "ckdn-alone" => TestModel.TinyCkdn with { Reference = CkdnReference.None },
            _ => null,
        };
        if (config is null)
        {
            return Metric.Load(name);
        }

        var path = _folder[$"{name}.safetensors"];
        if (!File.Exists(path))
        {
            TestModel.Write(path, config is MusiqConfig musiq ? musiq with { Native = false } : config);
        }

        return Metric.Load(path);
    }
}
