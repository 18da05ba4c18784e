using System.Security.Cryptography;
using IqaSharp.Weights;
using Xunit;

namespace IqaSharp.Tests.Weights;

public sealed class DownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly byte[] _content = new byte[300_000];
    private readonly FileServer _server;

    public DownloadTests()
    {
        new Random(1).NextBytes(_content);
        _server = new FileServer(_content);
    }

    private string Target => _folder.File("model.pth");

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_content));

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_arrives_and_its_hash_is_told()
    {
        var seen = new List<DownloadProgress>();
        Assert.Equal(Sha256, await FetchAsync(sha256: Sha256, size: _content.Length, progress: new Sink(seen)));
        AssertComplete();
        Assert.Equal(new DownloadProgress(_content.Length, _content.Length), seen[^1]);
    }

    [Fact]
    public async Task The_hash_that_a_file_name_carries_is_enough()
    {
        await FetchAsync(sha256: Sha256[..8]);
        AssertComplete();
    }

    [Fact]
    public async Task A_broken_connection_is_taken_up_where_it_was()
    {
        _server.BreaksOff.Enqueue(100_000);
        _server.BreaksOff.Enqueue(50_000);
        await FetchAsync(sha256: Sha256);
        AssertComplete();
        Assert.Equal([0, 100_000, 150_000], _server.Requests);
    }

    [Fact]
    public async Task A_stopped_download_goes_on_in_the_next_attempt()
    {
        for (var i = 0; i < 3; i++)
        {
            _server.BreaksOff.Enqueue(i == 0 ? 100_000 : 0);
        }

        var failure = await Assert.ThrowsAsync<BadInputException>(() => FetchAsync(retries: 1));
        Assert.Contains("0.1 MB are kept", failure.Message, StringComparison.Ordinal);
        _server.Requests.Clear();
        await FetchAsync(sha256: Sha256);
        AssertComplete();
        Assert.Equal([100_000], _server.Requests);
    }

    [Fact]
    public async Task A_cancelled_download_keeps_what_came()
    {
        _server.Stalls = true;
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchAsync(
            progress: new Sink([], p => { if (p.Received == _content.Length / 2) { source.Cancel(); } }),
            stall: TimeSpan.FromSeconds(30),
            cancellation: source.Token));
        _server.Stalls = false;
    }

    [Fact]
    public async Task A_file_that_changed_in_between_begins_anew()
    {
        _server.BreaksOff.Enqueue(100_000);
        _server.BreaksOff.Enqueue(0);
        await Assert.ThrowsAsync<BadInputException>(() => FetchAsync(retries: 0));
        _server.Tag = "\"2\"";
        await FetchAsync(sha256: Sha256);
        AssertComplete();
    }

    [Fact]
    public async Task A_server_without_ranges_begins_anew()
    {
        _server.IgnoresRanges = true;
        _server.BreaksOff.Enqueue(100_000);
        await FetchAsync(sha256: Sha256);
        AssertComplete();
    }

    [Fact]
    public async Task A_part_that_is_whole_already_is_taken()
    {
        File.WriteAllBytes(Target + ".part", _content);
        File.WriteAllText(Target + ".part.tag", _server.Tag);
        await FetchAsync(sha256: Sha256);
        AssertComplete();
    }

    [Fact]
    public async Task A_stalled_server_is_given_up()
    {
        _server.Stalls = true;
        var failure = await Assert.ThrowsAsync<BadInputException>(() => FetchAsync(retries: 0, stall: TimeSpan.FromMilliseconds(300)));
        Assert.Contains("stopped sending", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "no such file")]
    [InlineData(403, "refuses")]
    [InlineData(500, "500")]
    public async Task A_refusal_is_told_at_once(int status, string reason)
    {
        _server.Status = status;
        await AssertFailsAsync(reason, () => FetchAsync());
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Wrong_bytes_are_deleted() => await AssertFailsAsync("SHA-256", () => FetchAsync(sha256: new string('0', 64)));

    [Fact]
    public async Task A_wrong_length_is_refused() => await AssertFailsAsync("300000 bytes, not the 1000", () => FetchAsync(size: 1000));

    [Fact]
    public async Task Damage_on_the_way_is_noticed_where_the_server_states_a_hash()
    {
        _server.LiesAboutMd5 = true;
        await AssertFailsAsync("MD5", () => FetchAsync());
    }

    [Fact]
    public async Task More_than_announced_is_cut_off()
    {
        _server.ClaimedLength = -1; // the length is not said, so only the catalogue bounds it
        await AssertFailsAsync("more than the 1000 bytes", () => FetchAsync(size: 1000));
    }

    [Fact]
    public async Task An_unreachable_server_is_told()
    {
        _server.Dispose();
        await AssertFailsAsync("cannot be reached", () => FetchAsync(retries: 0));
    }

    private Task<string> FetchAsync(
        string? sha256 = null, long? size = null, int retries = 2, TimeSpan? stall = null, IProgress<DownloadProgress>? progress = null, CancellationToken? cancellation = null) =>
        new Download(_client, stall ?? TimeSpan.FromSeconds(10), retries).FetchAsync(_server.Url, Target, size, sha256, progress, cancellation ?? TestContext.Current.CancellationToken);

    private async Task AssertFailsAsync(string reason, Func<Task> act)
    {
        var failure = await Assert.ThrowsAsync<BadInputException>(act);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith(_server.Url.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private void AssertComplete()
    {
        Assert.Equal(_content, File.ReadAllBytes(Target));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    private sealed class Sink(List<DownloadProgress> seen, Action<DownloadProgress>? then = null) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            seen.Add(value);
            then?.Invoke(value);
        }
    }
}
