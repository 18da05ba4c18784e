using System.Net;
using IqaSharp.Core;
using IqaSharp.Server.Access;
using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Server.Tests.Access;

/// <summary>Who is let in.</summary>
public sealed class AccessTests : IDisposable
{
    private const string Key = "a-key-of-24-characters-1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://localhost", true)]
    [InlineData("http://[::1]:0", true)]
    [InlineData("http://127.9.9.9:80/", true)]
    [InlineData("http://0.0.0.0:8080", false)]
    [InlineData("http://*:8080", false)]
    [InlineData("http://+:8080", false)]
    [InlineData("http://[::]:8080", false)]
    [InlineData("http://192.168.1.2:8080", false)]
    [InlineData("http://localhost.example:8080", false)]
    public void An_address_is_this_machine_s_or_open(string text, bool loopback)
    {
        Assert.True(ListenAddress.TryParse(text, out var address, out _));
        Assert.Equal(loopback, address.IsLoopback);
    }

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("https://localhost")]
    [InlineData("http://localhost/path")]
    [InlineData("http://localhost:0")]
    [InlineData("ftp://localhost")]
    [InlineData("")]
    public void What_is_no_address_has_a_reason(string text)
    {
        Assert.False(ListenAddress.TryParse(text, out _, out var problem));
        Assert.DoesNotContain('\n', problem);
    }

    [Theory]
    [InlineData("", "holds no API key")]
    [InlineData("# none\n\n", "holds no API key")]
    [InlineData("a-key-of-24-characters-1\nshort\n", "the key of line 2 has fewer than 16 characters")]
    [InlineData("a key with blanks in it\n", "the key of line 1 has characters that no header carries")]
    public void A_file_of_keys_that_protects_nothing_is_refused(string text, string reason)
    {
        var file = _folder.Write("keys.txt", System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Contains(reason, Assert.Throws<BadInputException>(() => ApiKeys.Read(file)).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<BadInputException>(() => ApiKeys.Read(file + "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_opens_and_nothing_else_does()
    {
        var keys = ApiKeys.Read(_folder.Write("keys.txt", System.Text.Encoding.UTF8.GetBytes($"# ours\n{Key}\n  another-key-of-24-chars-2  \n")));
        await using var server = await RunningServer.StartAsync(new ServerOptions { Metrics = ["niqe"], Keys = keys });
        foreach (var path in new[] { "v1/metrics", "V1/Metrics", "metrics" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await Status(server, path));
            Assert.Equal(HttpStatusCode.Unauthorized, await Status(server, path, ("X-Api-Key", Key + "x")));
            Assert.Equal(HttpStatusCode.Unauthorized, await Status(server, path, ("Authorization", $"Basic {Key}")));
            Assert.Equal(HttpStatusCode.OK, await Status(server, path, ("X-Api-Key", "another-key-of-24-chars-2")));
            Assert.Equal(HttpStatusCode.OK, await Status(server, path, ("Authorization", $"Bearer {Key}")));
        }

        foreach (var open in new[] { "", "healthz", "readyz", "page/main.js", "settings.json" })
        {
            Assert.Equal(HttpStatusCode.OK, await Status(server, open));
        }
    }

    /// <summary>A page of another site can make a browser post to this machine, or resolve its own name to it.</summary>
    [Fact]
    public async Task Pages_of_other_sites_are_refused()
    {
        await using var server = await RunningServer.StartAsync(new ServerOptions { Metrics = ["niqe"] });
        Assert.Equal(HttpStatusCode.Forbidden, await Status(server, "v1/metrics", ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.OK, await Status(server, "v1/metrics", ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(HttpStatusCode.BadRequest, await Status(server, "v1/metrics", ("Host", "evil.example")));
        Assert.Equal(HttpStatusCode.OK, await Status(server, "v1/metrics", ("Host", "localhost:1")));
    }

    private static async Task<HttpStatusCode> Status(RunningServer server, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
