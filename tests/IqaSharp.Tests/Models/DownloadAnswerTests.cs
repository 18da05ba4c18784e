using IqaSharp.Core;
using IqaSharp.Models.Download;
using Xunit;

namespace IqaSharp.Tests.Models;

/// <summary>Redirects are followed within limits; any answer but the file is an error of one line.</summary>
public sealed class DownloadAnswerTests : ModelDownloadTests
{
    [Theory]
    [InlineData("404 Not Found", "404 Not Found: the file is no longer there", 1)]
    [InlineData("403 Forbidden", "403 Forbidden: the server does not give the file", 1)]
    [InlineData("500 Internal Server Error", "the server answers 500 Internal Server Error, 3 times; try again later", 3)]
    [InlineData("503 Service Unavailable", "the server answers 503 Service Unavailable, 3 times", 3)]
    [InlineData("416 Range Not Satisfiable", "the server answers 416", 1)]
    public async Task An_answer_that_is_not_the_file_is_one_line(string status, string message, int attempts)
    {
        using var server = new FileServer(Checkpoint, Answers.Status(status));
        Assert.StartsWith($"{server.Address("test.npz")}: {message}", await FailureAsync(Entry(server)), StringComparison.Ordinal);
        Assert.Equal(attempts, server.Requests.Count);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_server_that_recovers_is_retried()
    {
        using var server = new FileServer(Checkpoint, Answers.Status("503 Service Unavailable"), Answers.BreakOff(0), Answers.Good);
        await PullAsync(Entry(server));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Redirects_are_followed()
    {
        using var there = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Good);
        using var here = new FileServer([], Answers.Redirect(there.Address("signed")));
        await PullAsync(Entry(here));
        Assert.Equal(Half, there.Requests.Last().Start);
    }

    [Fact]
    public async Task Redirects_do_not_lead_out_of_https()
    {
        using var server = new FileServer([], Answers.Redirect(new Uri("http://example.org/x")));
        Assert.Contains("leads to http://example.org/x, and only https is loaded from", await FailureAsync(Entry(server)), StringComparison.Ordinal);
        Assert.Contains("only https is loaded from", await FailureAsync(Entry(server) with { Address = new Uri("http://example.org/test.npz") }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_redirects_are_refused()
    {
        using var server = new FileServer([], Answers.Redirect(new Uri("/again", UriKind.Relative)));
        Assert.Contains("more than 10 redirects", await FailureAsync(Entry(server)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_an_error() =>
        Assert.Contains("no connection: ", await FailureAsync(Entry(null) with { Address = FileServer.Nobody("test.npz") }), StringComparison.Ordinal);

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "the host example.org is not found: is there a network?")]
    [InlineData(HttpRequestError.SecureConnectionError, "no secure connection: ")]
    [InlineData(HttpRequestError.ProxyTunnelError, "the proxy does not let through: ")]
    public async Task A_connection_error_is_one_line(HttpRequestError error, string message)
    {
        using var download = new ModelDownload(Store, Quick, new Failing(new HttpRequestException(error, "…")), MakeModel);
        var failure = await Assert.ThrowsAsync<BadInputException>(() => download.PullAsync(Entry(null), cancellation: TestContext.Current.CancellationToken));
        Assert.StartsWith($"https://example.org/test.npz: {message}", failure.Message, StringComparison.Ordinal);
    }

    private sealed class Failing(Exception e) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw e;
    }
}
