using System.Net;
using System.Net.Sockets;
using System.Text;
using IqaSharp.Server.Limits;
using Xunit;

namespace IqaSharp.Server.Tests.Limits;

/// <summary>What the server takes and what it refuses, with a metric that is loaded at once.</summary>
public sealed class LimitTests
{
    private static readonly ServerOptions Options = new() { Metrics = ["niqe"], Workers = 1, Queue = 1 };
    private static readonly byte[] Photo = Answers.Sample("coffee.png");

    [Fact]
    public async Task What_the_queue_does_not_hold_is_refused_with_the_time_to_come_again()
    {
        await using var server = await RunningServer.StartAsync(Options);
        var queue = server.Service<WorkQueue>();
        using (queue.Enter())
        using (queue.Enter())
        {
            using var refused = await server.PostAsync("v1/score", Photo);
            Assert.Contains("try again later", await refused.ProblemAsync(HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("v1/score", Photo)).StatusCode);
    }

    [Fact]
    public async Task Under_too_much_load_all_are_answered_or_refused()
    {
        await using var server = await RunningServer.StartAsync(Options with { Queue = 3 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.PostAsync("v1/score", Photo)));
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, answer.StatusCode.ToString()));
        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), 4, 40);
        Assert.Equal((0, 0), (server.Service<WorkQueue>().Admitted, server.Service<MemoryBudget>().Taken));
    }

    [Fact]
    public async Task Bodies_that_take_all_memory_are_refused()
    {
        await using var server = await RunningServer.StartAsync(Options);
        var budget = server.Service<MemoryBudget>();
        budget.Take(Options.MaxMemory - 50_000);
        Assert.Contains("memory", await (await server.PostAsync("v1/score", Photo)).ProblemAsync(HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
        budget.Return(Options.MaxMemory - 50_000);
        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_whether_announced_or_not()
    {
        await using var server = await RunningServer.StartAsync(Options with { MaxBody = 1 << 20 });
        using var gigabyte = await server.ConnectAsync("POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\nabc");
        Assert.StartsWith("HTTP/1.1 413", await AnswerAsync(gigabyte), StringComparison.Ordinal);

        using var chunks = await server.ConnectAsync("POST /v1/score HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string('x', 0x10000)}\r\n");
        var answer = AnswerAsync(chunks);
        for (var i = 0; i < 17; i++)
        {
            await chunks.GetStream().WriteAsync(chunk, TestContext.Current.CancellationToken);
        }

        Assert.StartsWith("HTTP/1.1 413", await answer, StringComparison.Ordinal);
        await (await server.PostFormAsync("v1/score", ("image", "large.png", new byte[32 << 20]))).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal(0, server.Service<MemoryBudget>().Taken);
    }

    [Fact]
    public async Task Clients_that_send_slowly_the_wrong_length_or_nothing_disturb_no_others()
    {
        await using var server = await RunningServer.StartAsync(Options with { BodyTime = TimeSpan.FromSeconds(3), Queue = 4 });
        var silent = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => server.ConnectAsync("")));
        var slow = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.ConnectAsync("POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nabc")));
        using (var gone = await server.ConnectAsync("POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc"))
        {
            gone.Client.Shutdown(SocketShutdown.Send);
        }

        using var more = await server.ConnectAsync($"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n{new string('x', 1000)}");
        Assert.StartsWith("HTTP/1.1 422", await AnswerAsync(more), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("v1/score", Photo)).StatusCode);
        foreach (var connection in slow)
        {
            Assert.StartsWith("HTTP/1.1 408", await AnswerAsync(connection), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("v1/score", Photo)).StatusCode);
        Assert.Equal((0, 0), (server.Service<WorkQueue>().Admitted, server.Service<MemoryBudget>().Taken));
        foreach (var connection in silent.Concat(slow))
        {
            connection.Dispose();
        }
    }

    /// <summary>A small file that would become 192 MB of pixels.</summary>
    [Fact]
    public async Task A_bomb_is_refused_from_its_header()
    {
        await using var server = await RunningServer.StartAsync(Options);
        var bomb = Bomb.Png(8000, 8000);
        Assert.InRange(bomb.Length, 10_000, 1_000_000);
        Assert.Contains("megapixels", await (await server.PostAsync("v1/score", bomb)).ProblemAsync(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("v1/score", Photo)).StatusCode);
    }

    [Fact]
    public async Task Waiting_ends_when_the_client_goes_and_when_it_takes_too_long()
    {
        await using var server = await RunningServer.StartAsync(Options with { Timeout = TimeSpan.FromSeconds(2), Queue = 4 });
        var queue = server.Service<WorkQueue>();
        var release = new TaskCompletionSource<int>();
        using var place = queue.Enter();
        var busy = place.WorkAsync(() => release.Task, CancellationToken.None);

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Client.PostAsync(new Uri("v1/score", UriKind.Relative), new ByteArrayContent(Photo), patience.Token));
        for (var i = 0; i < 100 && queue.Admitted > 1; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, queue.Admitted);
        Assert.Contains("longer than 2 seconds", await (await server.PostAsync("v1/score", Photo)).ProblemAsync(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        release.SetResult(0);
        await busy;
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("v1/score", Photo)).StatusCode);
    }

    [Fact]
    public async Task What_was_begun_is_answered_before_the_server_ends()
    {
        await using var server = await RunningServer.StartAsync(Options);
        var queue = server.Service<WorkQueue>();
        var release = new TaskCompletionSource<int>();
        using var place = queue.Enter();
        var busy = place.WorkAsync(() => release.Task, CancellationToken.None);
        var waiting = server.PostAsync("v1/score", Photo);
        while (queue.Admitted < 2)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        var stopping = server.Application.StopAsync(TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        release.SetResult(0);
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
        await stopping;
        await busy;
        await Assert.ThrowsAsync<HttpRequestException>(() => server.PostAsync("v1/score", Photo));
    }

    private static async Task<string> AnswerAsync(TcpClient connection)
    {
        var buffer = new byte[4096];
        var read = await connection.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
