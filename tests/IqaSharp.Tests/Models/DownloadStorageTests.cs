using IqaSharp.Core;
using IqaSharp.Models.Download;
using Xunit;

namespace IqaSharp.Tests.Models;

/// <summary>A failed conversion or a full disk costs no second download.</summary>
public sealed class DownloadStorageTests : ModelDownloadTests
{
    [Fact]
    public async Task A_checkpoint_that_cannot_be_used_is_deleted()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        var failure = await Assert.ThrowsAsync<BadWeightsException>(() => PullAsync(Entry(server), Once, FailHalfway(new BadWeightsException("x", "no MUSIQ"))));
        Assert.Equal("x: no MUSIQ", failure.Message);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_conversion_that_fails_on_a_full_disk_keeps_the_checkpoint()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        await Assert.ThrowsAsync<BadInputException>(() => PullAsync(Entry(server), Once, FailHalfway(new IOException("No space left on device", 28))));
        Assert.Empty(Store.Installed());

        await PullAsync(Entry(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_pull_killed_during_conversion_does_not_download_again()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        await Assert.ThrowsAsync<BadInputException>(() => PullAsync(Entry(server), Once, FailHalfway(new IOException())));
        File.Move(PartFile, PartFile[..^".part".Length]);
        await PullAsync(Entry(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_one_line()
    {
        Folder.Write("cache", "a file where the folder should be"u8);
        using var server = new FileServer(Checkpoint, Answers.Good);
        Assert.Contains("cannot be written: ", await FailureAsync(Entry(server)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's");
        using var file = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var writer = new PartWriter(file);
        Assert.Equal("/dev/full: cannot be written: the disk is full", Assert.Throws<BadInputException>(() => writer.Write([1])).Message);
    }
}
