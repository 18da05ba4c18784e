using System.Diagnostics;
using System.Diagnostics.Metrics;
using IqaSharp.Core;
using IqaSharp.Extensions;
using IqaSharp.Imaging;
using IqaSharp.Tests.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace IqaSharp.Tests.Extensions;

/// <summary>A metric of a service: bounded, measured, and open to what a client sends.</summary>
public sealed class MetricServiceTests
{
    private static readonly byte[] Photo = File.ReadAllBytes(Repository.Sample("rocket.jpg"));

    [Fact]
    public async Task A_request_s_body_is_scored()
    {
        using var service = Service("niqe");
        await using var body = new RequestBody(Photo);
        Assert.InRange((await service.ScoreAsync(body, TestContext.Current.CancellationToken)).Value, 3, 7);
    }

    [Fact]
    public async Task An_image_is_scored_against_a_reference()
    {
        using var service = Service("ssim");
        await using var body = new RequestBody(Photo);
        using var reference = new MemoryStream(Photo);
        Assert.Equal(1, (await service.ScoreAsync(body, reference, TestContext.Current.CancellationToken)).Value, 1e-9);
        Assert.Equal(1, (await service.ScoreAsync(Repository.Sample("rocket.jpg"), Repository.Sample("rocket.jpg"), TestContext.Current.CancellationToken)).Value, 1e-9);
    }

    /// <summary>A comparison and an embedding take a place as a score does; what is no image is refused there too.</summary>
    [Fact]
    public async Task Anything_is_computed_of_encoded_images_within_the_limits()
    {
        var stop = TestContext.Current.CancellationToken;
        using var service = Service("ssim", new MetricServiceOptions { MaxConcurrency = 1, MaxQueue = 0 });
        var (photo, text) = (new EncodedImage("rocket.jpg", Photo), new EncodedImage("notes.txt", "hello"u8.ToArray()));
        var seen = await service.RunAsync([photo, photo], async (metric, images, cancellation) =>
        {
            Assert.Equal(0, service.Free);
            return (Score: (await metric.ScoreAsync(images[0], images[1], cancellation)).Value, images[1].Width);
        }, stop);
        Assert.Equal(1, seen.Score, 1e-9);
        Assert.Equal(640, seen.Width);
        Assert.Equal("notes.txt: not an image: the file is text", (await Assert.ThrowsAsync<BadImageException>(() => service.RunAsync([text], (_, _, _) => Task.FromResult(0), stop))).Message);
        Assert.Equal(1, service.Free);
    }

    /// <summary>One is read, one may wait; the third is refused at once, and the others are not disturbed.</summary>
    [Fact]
    public async Task More_images_than_may_wait_are_refused()
    {
        var stop = TestContext.Current.CancellationToken;
        using var service = Service("niqe", new MetricServiceOptions { MaxConcurrency = 1, MaxQueue = 1 });
        using var gate = new SemaphoreSlim(0);
        await using var slow = new SlowBody(Photo, gate);
        await using var slower = new SlowBody(Photo, gate);
        var (first, second) = (service.ScoreAsync(slow, stop), service.ScoreAsync(slower, stop));
        Assert.Equal(0, service.Free);
        using var third = new MemoryStream(Photo);
        Assert.Contains("MaxQueue", (await Assert.ThrowsAsync<MetricBusyException>(() => service.ScoreAsync(third, stop))).Message, StringComparison.Ordinal);

        gate.Release(2);
        Assert.Equal((await first).Value, (await second).Value);
        Assert.Equal(2, service.Free);
        Assert.InRange((await service.ScoreAsync(third, stop)).Value, 3, 7);
    }

    [Fact]
    public async Task An_image_that_waits_can_be_cancelled()
    {
        using var service = Service("niqe");
        using var gate = new SemaphoreSlim(0);
        await using var never = new SlowBody(Photo, gate);
        using var source = new CancellationTokenSource();
        var waiting = service.ScoreAsync(never, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(102, service.Free);
    }

    [Fact]
    public async Task What_is_no_image_or_too_large_is_refused_with_the_reason()
    {
        using var service = Service("niqe", new MetricServiceOptions { MaxBytes = 1000 });
        using var text = new MemoryStream("hello"u8.ToArray());
        Assert.Equal("image: not an image: the file is text", (await Assert.ThrowsAsync<BadImageException>(() => service.ScoreAsync(text, TestContext.Current.CancellationToken))).Message);
        await using var large = new RequestBody(Photo);
        Assert.Contains("larger than 1,000 bytes", (await Assert.ThrowsAsync<BadImageException>(() => service.ScoreAsync(large, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_named_every_time()
    {
        using var service = Service("musik");
        for (var i = 0; i < 2; i++)
        {
            using var body = new MemoryStream(Photo);
            Assert.StartsWith("musik: ", (await Assert.ThrowsAsync<BadWeightsException>(() => service.ScoreAsync(body, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>What OpenTelemetry would pick up by name.</summary>
    [Fact]
    public async Task Every_image_leaves_a_measurement_and_an_activity()
    {
        var measured = new List<(string Instrument, double Value, string Outcome)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == Telemetry.Name)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string)tag.Value!);
            if (all["metric"] == "measured")
            {
                lock (measured)
                {
                    measured.Add((instrument.Name, value, all.GetValueOrDefault("outcome", "")));
                }
            }
        }

        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        var activities = new List<Activity>();
        using var activityListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if ("measured".Equals(activity.GetTagItem("iqa.metric")))
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(activityListener);

        using var service = new MetricService("measured", new MetricServiceOptions { Model = "niqe" }, NullLogger<MetricService>.Instance);
        using var good = new MemoryStream(Photo);
        using var bad = new MemoryStream();
        await service.ScoreAsync(good, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<BadImageException>(() => service.ScoreAsync(bad, TestContext.Current.CancellationToken));

        Assert.Equal([("scored", 1), ("bad_image", 1)], measured.Where(m => m.Instrument == "iqasharp.images").Select(m => (m.Outcome, m.Value)));
        Assert.Equal(2, measured.Count(m => m.Instrument == "iqasharp.duration" && m.Value > 0));
        Assert.Equal(0, measured.Where(m => m.Instrument == "iqasharp.pending").Sum(m => m.Value));
        Assert.Equal((640, ActivityStatusCode.Unset), (activities[0].GetTagItem("iqa.width"), activities[0].Status));
        Assert.Equal(("image: not an image: the file is empty", ActivityStatusCode.Error), (activities[1].StatusDescription, activities[1].Status));
    }

    [Theory]
    [InlineData(0, 0, 1, "MaxConcurrency cannot be 0")]
    [InlineData(1, -1, 1, "MaxQueue cannot be -1")]
    [InlineData(1, 0, 0, "MaxBytes cannot be 0")]
    public void A_setting_that_does_not_hold_is_named(int concurrency, int queue, long bytes, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => Service("niqe", new MetricServiceOptions { MaxConcurrency = concurrency, MaxQueue = queue, MaxBytes = bytes })).Message, StringComparison.Ordinal);

    private static MetricService Service(string name, MetricServiceOptions? options = null) => new(name, options ?? new(), NullLogger<MetricService>.Instance);

    /// <summary>A body whose first byte comes when the gate opens.</summary>
    private sealed class SlowBody(byte[] content, SemaphoreSlim gate) : MemoryStream(content)
    {
        private bool _open;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_open)
            {
                await gate.WaitAsync(cancellationToken);
                _open = true;
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
