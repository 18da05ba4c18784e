using System.Security.Cryptography;
using IqaSharp.Models.Download;
using Xunit;

namespace IqaSharp.Tests.Models;

/// <summary>A file with the wrong hash or size is deleted.</summary>
public sealed class DownloadVerificationTests : ModelDownloadTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(8)]
    public async Task Wrong_bytes_are_deleted(int digits)
    {
        var wrong = Checkpoint.ToArray();
        wrong[^1] ^= 1;
        using var server = new FileServer(wrong, Answers.Good);
        var found = Convert.ToHexStringLower(SHA256.HashData(wrong));
        var message = await WeightsFailureAsync(Entry(server) with { Sha256 = Sha256[..digits] });
        Assert.Equal($"{server.Address("test.npz")}: its SHA-256 is {found}, and should be {Sha256[..digits]}{(digits < 64 ? "…" : "")}: damaged on the way, or replaced; it was deleted", message);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task The_hash_prefix_in_a_file_name_is_enough()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        Assert.Equal(Verification.Sha256Prefix, (await PullAsync(Entry(server) with { Sha256 = Sha256[..8] })).Download!.Verification);
    }

    [Fact]
    public async Task Without_a_published_hash_the_result_has_the_computed_one()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        Assert.Equal(new DownloadedFile(Checkpoint.Length, Sha256, Verification.None), (await PullAsync(Entry(server) with { Sha256 = null })).Download);
    }

    [Fact]
    public async Task Without_a_published_hash_the_servers_counts()
    {
        var md5 = Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.MD5, Checkpoint));
        using (var server = new FileServer(Checkpoint, Answers.With("x-goog-hash: crc32c=AAAAAA==", $"x-goog-hash: md5={md5}")))
        {
            Assert.Equal(Verification.ServerMd5, (await PullAsync(Entry(server) with { Sha256 = null })).Download!.Verification);
        }

        File.Delete(ModelFile);
        using var liar = new FileServer(Checkpoint[1..], Answers.With($"x-goog-hash: crc32c=AAAAAA==,md5={md5}"));
        Assert.Contains($"and should be {md5}: damaged", await WeightsFailureAsync(Entry(liar) with { Sha256 = null }), StringComparison.Ordinal);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_size_other_than_the_catalogues_is_refused_before_the_download()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        Assert.Contains("is 300,001 bytes now, and should be 300,000", await WeightsFailureAsync(Entry(server) with { Bytes = 300_000 }), StringComparison.Ordinal);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task More_bytes_than_allowed_are_refused()
    {
        using var server = new FileServer(Checkpoint, Answers.Chunked);
        Assert.Contains("more than 1,000 bytes arrive", await WeightsFailureAsync(Entry(server) with { Bytes = 1000 }), StringComparison.Ordinal);
        AssertNothingIsLeft();
        Assert.Contains("more than 2,000 bytes arrive", await WeightsFailureAsync(Entry(server), Quick with { MaxBytes = 2000 }), StringComparison.Ordinal);
        AssertNothingIsLeft();

        using var honest = new FileServer(Checkpoint, Answers.Good);
        Assert.Contains("is 300,001 bytes, and more than 2,000 are not loaded", await WeightsFailureAsync(Entry(honest), Quick with { MaxBytes = 2000 }), StringComparison.Ordinal);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Bytes_beyond_the_announced_length_are_not_read()
    {
        using var server = new FileServer(Checkpoint, Answers.Announce(1000));
        Assert.Contains("its SHA-256 is ", await WeightsFailureAsync(Entry(server)), StringComparison.Ordinal);
        AssertNothingIsLeft();
    }
}
