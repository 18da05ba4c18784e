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

    public void Dispose() => _metric.Dispose();
}
