using IqaSharp.Core;
using Xunit;

namespace IqaSharp.Tests.Models;

/// <summary>A download that breaks off goes on where it was, and only if the rest belongs to the same file.</summary>
public sealed class DownloadResumptionTests : ModelDownloadTests
{
    [Fact]
    public async Task A_connection_that_breaks_off_is_resumed()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Good);
        Assert.Equal(Sha256, (await PullAsync(Entry(server))).Download!.Sha256);

        var rest = server.Requests.Last();
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(Half, rest.Start);
        Assert.Equal(Answers.Tag, rest.Headers["If-Range"]);
    }

    [Fact]
    public async Task A_later_pull_resumes_a_failed_one()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Good);
        var failure = await Assert.ThrowsAsync<BadInputException>(() => PullAsync(Entry(server), Once));
        Assert.Equal($"{server.Address("test.npz")}: the connection broke off; the 0.2 MB that have arrived are kept, and the next pull goes on from there", failure.Message);

        await PullAsync(Entry(server), Once);
        Assert.Equal(Half, server.Requests.Last().Start);
    }

    [Fact]
    public async Task A_stalled_connection_is_resumed()
    {
        using var server = new FileServer(Checkpoint, Answers.Stall(Half), Answers.Good);
        await PullAsync(Entry(server));
        Assert.Equal(Half, server.Requests.Last().Start);
    }

    [Fact]
    public async Task A_silent_server_is_an_error()
    {
        using var server = new FileServer(Checkpoint, Answers.Silence);
        Assert.Contains("nothing arrived for 0.3 s", await FailureAsync(Entry(server), Once), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fewer_bytes_than_announced_are_a_broken_connection()
    {
        using var server = new FileServer(Checkpoint, Answers.Announce(400_000));
        Assert.Contains("the connection broke off", await FailureAsync(Entry(server), Once), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_ranges_starts_over()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.WithoutRanges);
        Assert.Equal(Sha256, (await PullAsync(Entry(server))).Download!.Sha256);
        Assert.Equal(Half, server.Requests.Last().Start);
    }

    [Fact]
    public async Task Without_a_tag_or_date_the_rest_is_not_requested()
    {
        using var server = new FileServer(Checkpoint, Answers.WithoutTag(Half), Answers.Good);
        await PullAsync(Entry(server));
        Assert.Equal(0, server.Requests.Last().Start);
    }

    [Fact]
    public async Task The_rest_of_another_version_is_not_appended()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Careless("\"v2\""));
        Assert.Equal(Sha256, (await PullAsync(Entry(server))).Download!.Sha256);
        Assert.Equal([0, Half, 0], server.Requests.Select(r => r.Start));
    }

    [Fact]
    public async Task Kept_bytes_beyond_the_servers_file_are_discarded()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Status("416 Range Not Satisfiable", "Content-Range: bytes */7"), Answers.Good);
        Assert.Equal(Sha256, (await PullAsync(Entry(server), Quick)).Download!.Sha256);
        Assert.Equal([0, Half, 0], server.Requests.Select(r => r.Start));
    }

    [Fact]
    public async Task A_complete_part_of_unknown_length_is_recognised_by_416()
    {
        using var server = new FileServer(Checkpoint, Answers.Chunked, Answers.Good);
        await Assert.ThrowsAsync<BadInputException>(() => PullAsync(Entry(server), Once, (_, _, _, _) => throw new BadInputException("disk", "full")));
        Assert.Equal(Sha256, (await PullAsync(Entry(server), Once)).Download!.Sha256);
        Assert.Equal([0, Checkpoint.Length], server.Requests.Select(r => r.Start));
    }

    [Fact]
    public async Task A_cancelled_pull_keeps_what_it_has()
    {
        using var server = new FileServer(Checkpoint, Answers.Stall(Half), Answers.Good);
        using var cancel = new CancellationTokenSource();
        using var download = Download(Quick with { StallTimeout = TimeSpan.FromSeconds(60) }, MakeModel);
        var pull = download.PullAsync(Entry(server), cancellation: cancel.Token);
        while (!File.Exists(PartFile) || new FileInfo(PartFile).Length < Half)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
        Assert.Equal(Checkpoint[..Half], File.ReadAllBytes(PartFile));

        await PullAsync(Entry(server));
        Assert.Equal(Half, server.Requests.Last().Start);
    }

    [Fact]
    public async Task Damaged_resumption_data_starts_over()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Good);
        await FailureAsync(Entry(server), Once);
        File.WriteAllText(PartFile + ".json", "{");
        await PullAsync(Entry(server));
        Assert.Equal(0, server.Requests.Last().Start);
    }

    [Fact]
    public async Task A_part_from_another_address_is_not_continued()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Good);
        await FailureAsync(Entry(server), Once);
        await PullAsync(Entry(server) with { Address = server.Address("moved/test.npz") });
        Assert.Equal(0, server.Requests.Last().Start);
    }
}
