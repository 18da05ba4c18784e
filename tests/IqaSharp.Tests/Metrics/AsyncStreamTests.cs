using IqaSharp.Imaging;
using IqaSharp.Metrics;
using Xunit;

namespace IqaSharp.Tests.Metrics;

/// <summary>Scoring streams that arrive slowly, such as the body of a request.</summary>
public sealed class AsyncStreamTests : IDisposable
{
    private readonly Metric _metric = Metric.Load("niqe");

    /// <summary>ASP.NET refuses synchronous reads of a request's body.</summary>
    [Fact]
    public async Task A_stream_is_read_without_a_synchronous_read()
    {
        var stop = TestContext.Current.CancellationToken;
        var photo = Repository.Sample("rocket.jpg");
        await using var body = new RequestBody(await File.ReadAllBytesAsync(photo, stop));
        Assert.Equal(_metric.Score(photo).Value, (await _metric.ScoreAsync(body, stop)).Value);
    }

    /// <summary>A client that sends without end is cut off at the limit.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task A_stream_is_not_read_beyond_the_limit(int limit)
    {
        using var metric = Metric.Load("niqe", new MetricOptions { Decoding = new DecodeOptions { MaxBytes = limit } });
        await using var body = new RequestBody(new byte[1_000_000]);
        var refused = await Assert.ThrowsAsync<BadImageException>(() => metric.ScoreAsync(body, TestContext.Current.CancellationToken));
        Assert.Contains("MaxBytes", refused.Message, StringComparison.Ordinal);
        Assert.InRange(body.BytesRead, 1, limit + 4096);
    }

    /// <summary>One that says how long it is is not read at all.</summary>
    [Fact]
    public async Task A_stream_that_is_known_to_be_too_long_is_not_read()
    {
        var options = new DecodeOptions { MaxBytes = 1000 };
        using var file = new MemoryStream(await File.ReadAllBytesAsync(Repository.Sample("rocket.jpg"), TestContext.Current.CancellationToken));
        var refused = await Assert.ThrowsAsync<BadImageException>(() => Image.LoadAsync(file, "rocket", options, TestContext.Current.CancellationToken));
        Assert.Equal("rocket: larger than 1,000 bytes, the limit for a stream (MaxBytes)", refused.Message);
        Assert.Equal("rocket: larger than 1,000 bytes, the limit for a stream (MaxBytes)", Assert.Throws<BadImageException>(() => Image.Load(file, "rocket", options)).Message);
        Assert.Equal(0, file.Position);
    }

    [Fact]
    public async Task A_stream_is_read_from_its_position()
    {
        var photo = await File.ReadAllBytesAsync(Repository.Sample("rocket.jpg"), TestContext.Current.CancellationToken);
        using var file = new MemoryStream([1, 2, 3, .. photo]) { Position = 3 };
        var image = await Image.LoadAsync(file, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Image.Load(photo).Pixels, image.Pixels);
    }

    [Fact]
    public async Task Reading_stops_when_it_is_cancelled()
    {
        await using var body = new RequestBody(new byte[1_000_000]);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _metric.ScoreAsync(body, source.Token));
        Assert.Equal(0, body.BytesRead);
    }

    [Fact]
    public async Task A_connection_that_fails_is_a_bad_image()
    {
        using var broken = new BrokenConnection();
        Assert.Contains("connection fails", (await Assert.ThrowsAsync<BadImageException>(() => _metric.ScoreAsync(broken, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _metric.Dispose();

    private sealed class BrokenConnection : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("connection reset by peer");
    }
}
