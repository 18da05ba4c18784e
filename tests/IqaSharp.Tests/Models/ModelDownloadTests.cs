using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Models.Conversion;
using IqaSharp.Models.Download;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using Xunit;

namespace IqaSharp.Tests.Models;

/// <summary>Pulls against a server of our own, which has every bad habit.</summary>
public sealed class ModelDownloadTests : IDisposable
{
    private const int Half = 150_000;

    private static readonly byte[] Checkpoint = RandomBytes(300_001);
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Checkpoint));
    private static readonly DownloadOptions Hasty = new() { StallTimeout = TimeSpan.FromMilliseconds(300), Attempts = 3, Pause = TimeSpan.FromMilliseconds(5) };
    private static readonly DownloadOptions Once = Hasty with { Attempts = 1 };

    private readonly TemporaryFolder _folder = new();
    private readonly ModelStore _store;

    public ModelDownloadTests() => _store = new ModelStore(_folder["shipped"], _folder["cache"]);

    private string PartFile => _folder["cache/downloads/test/test.npz.part"];

    private string ModelFile => _folder["cache/models/test.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pulled_model_is_installed_and_its_card_says_where_it_comes_from()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        var pulled = await PullAsync(Entry(server));

        Assert.Equal(ModelFile, pulled.Path);
        Assert.Equal(new DownloadedFile(Checkpoint.Length, Sha256, Verification.Sha256), pulled.Download);
        Assert.Equal($"{server.Address("test.npz")} (SHA-256 {Sha256})", Assert.Single(_store.Installed()).Card!.Origin);
        Assert.Equal(ModelFile, _store.Find("test"));
        Assert.False(Directory.Exists(_folder["cache/downloads/test"]));
    }

    [Fact]
    public async Task A_checkpoint_goes_through_the_converter_and_can_be_scored_with()
    {
        var checkpoint = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Fixtures", "untrained.safetensors"));
        using var server = new FileServer(checkpoint, Answers.BreakOff(Half), Answers.Good);
        var pulled = await PullAsync(Entry(server) with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(checkpoint)) }, convert: ModelConverter.Convert);
        using var model = Model.Read(pulled.Path);
        Assert.Equal(("test", "A test", "None", new ScoreRange(0, 100)), (model.Card.Name, model.Card.Description, model.Card.Licence, model.Card.Range));
    }

    [Fact]
    public async Task An_installed_model_is_not_loaded_again()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        await PullAsync(Entry(server));
        Assert.Null((await PullAsync(Entry(server))).Download);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_damaged_model_is_loaded_again()
    {
        _folder.Write("cache/models/test.safetensors", [1, 2, 3]);
        using var server = new FileServer(Checkpoint, Answers.Good);
        Assert.NotNull((await PullAsync(Entry(server))).Download);
        Assert.Null(Assert.Single(_store.Installed()).Error);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_goes_on_where_it_was()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Good);
        Assert.Equal(Sha256, (await PullAsync(Entry(server))).Download!.Sha256);

        var rest = server.Requests.Last();
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(Half, rest.Start);
        Assert.Equal(Answers.Tag, rest.Headers["If-Range"]);
    }

    [Fact]
    public async Task A_later_pull_goes_on_where_a_failed_one_was()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Good);
        var failure = await Assert.ThrowsAsync<BadInputException>(() => PullAsync(Entry(server), Once));
        Assert.Equal($"{server.Address("test.npz")}: the connection broke off; the 0.2 MB that have arrived are kept, and the next pull goes on from there", failure.Message);

        await PullAsync(Entry(server), Once);
        Assert.Equal(Half, server.Requests.Last().Start);
    }

    [Fact]
    public async Task A_stall_counts_as_broken_off()
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
    public async Task A_server_without_ranges_starts_over()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.WithoutRanges);
        Assert.Equal(Sha256, (await PullAsync(Entry(server))).Download!.Sha256);
        Assert.Equal(Half, server.Requests.Last().Start);
    }

    [Fact]
    public async Task Without_a_tag_or_date_the_rest_is_not_asked_for()
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
    public async Task Kept_bytes_that_the_server_does_not_have_are_thrown_away()
    {
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Status("416 Range Not Satisfiable", "Content-Range: bytes */7"), Answers.Good);
        Assert.Equal(Sha256, (await PullAsync(Entry(server), Hasty)).Download!.Sha256);
        Assert.Equal([0, Half, 0], server.Requests.Select(r => r.Start));
    }

    [Fact]
    public async Task A_complete_part_of_unknown_length_is_known_by_416()
    {
        using var server = new FileServer(Checkpoint, Answers.Chunked, Answers.Good);
        await Assert.ThrowsAsync<BadInputException>(() => PullAsync(Entry(server), Once, (_, _, _, _) => throw new BadInputException("disk", "full")));
        Assert.Equal(Sha256, (await PullAsync(Entry(server), Once)).Download!.Sha256);
        Assert.Equal([0, Checkpoint.Length], server.Requests.Select(r => r.Start));
    }

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
        NothingIsLeft();
    }

    [Fact]
    public async Task A_server_that_recovers_is_forgiven()
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
    public async Task Redirects_end()
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
    public async Task Trouble_before_the_server_is_one_line(HttpRequestError error, string message)
    {
        using var download = new ModelDownload(_store, Hasty, new Failing(new HttpRequestException(error, "…")), MakeModel);
        var failure = await Assert.ThrowsAsync<BadInputException>(() => download.PullAsync(Entry(null), cancellation: TestContext.Current.CancellationToken));
        Assert.StartsWith($"https://example.org/test.npz: {message}", failure.Message, StringComparison.Ordinal);
    }

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
        NothingIsLeft();
    }

    [Fact]
    public async Task The_digits_in_a_file_name_are_enough()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        Assert.Equal(Verification.Sha256Prefix, (await PullAsync(Entry(server) with { Sha256 = Sha256[..8] })).Download!.Verification);
    }

    [Fact]
    public async Task Where_no_hash_is_published_the_result_says_so_and_has_the_one_found()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        Assert.Equal(new DownloadedFile(Checkpoint.Length, Sha256, Verification.None), (await PullAsync(Entry(server) with { Sha256 = null })).Download);
    }

    [Fact]
    public async Task Where_no_hash_is_published_that_of_the_server_counts()
    {
        var md5 = Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.MD5, Checkpoint));
        using (var server = new FileServer(Checkpoint, Answers.With("x-goog-hash: crc32c=AAAAAA==", $"x-goog-hash: md5={md5}")))
        {
            Assert.Equal(Verification.ServerMd5, (await PullAsync(Entry(server) with { Sha256 = null })).Download!.Verification);
        }

        File.Delete(ModelFile);
        using var liar = new FileServer(Checkpoint[1..], Answers.With($"x-goog-hash: crc32c=AAAAAA==,md5={md5}"));
        Assert.Contains($"and should be {md5}: damaged", await WeightsFailureAsync(Entry(liar) with { Sha256 = null }), StringComparison.Ordinal);
        NothingIsLeft();
    }

    [Fact]
    public async Task Another_size_than_the_catalogues_is_refused_before_it_is_loaded()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        Assert.Contains("is 300,001 bytes now, and should be 300,000", await WeightsFailureAsync(Entry(server) with { Bytes = 300_000 }), StringComparison.Ordinal);
        NothingIsLeft();
    }

    [Fact]
    public async Task More_than_can_be_is_cut_off()
    {
        using var server = new FileServer(Checkpoint, Answers.Chunked);
        Assert.Contains("more than 1,000 bytes arrive", await WeightsFailureAsync(Entry(server) with { Bytes = 1000 }), StringComparison.Ordinal);
        NothingIsLeft();
        Assert.Contains("more than 2,000 bytes arrive", await WeightsFailureAsync(Entry(server), Hasty with { MaxBytes = 2000 }), StringComparison.Ordinal);
        NothingIsLeft();

        using var honest = new FileServer(Checkpoint, Answers.Good);
        Assert.Contains("is 300,001 bytes, and more than 2,000 are not loaded", await WeightsFailureAsync(Entry(honest), Hasty with { MaxBytes = 2000 }), StringComparison.Ordinal);
        NothingIsLeft();
    }

    [Fact]
    public async Task More_than_was_announced_is_not_taken()
    {
        using var server = new FileServer(Checkpoint, Answers.Announce(1000));
        Assert.Contains("its SHA-256 is ", await WeightsFailureAsync(Entry(server)), StringComparison.Ordinal);
        NothingIsLeft();
    }

    [Fact]
    public async Task Less_than_was_announced_is_broken_off()
    {
        using var server = new FileServer(Checkpoint, Answers.Announce(400_000));
        Assert.Contains("the connection broke off", await FailureAsync(Entry(server), Once), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_pull_keeps_what_it_has()
    {
        using var server = new FileServer(Checkpoint, Answers.Stall(Half), Answers.Good);
        using var cancel = new CancellationTokenSource();
        using var download = Download(Hasty with { StallTimeout = TimeSpan.FromSeconds(60) }, MakeModel);
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
    public async Task A_checkpoint_that_cannot_be_used_is_deleted()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        var failure = await Assert.ThrowsAsync<BadWeightsException>(() => PullAsync(Entry(server), Once, HalfWay(new BadWeightsException("x", "no MUSIQ"))));
        Assert.Equal("x: no MUSIQ", failure.Message);
        NothingIsLeft();
    }

    [Fact]
    public async Task A_conversion_that_fails_for_want_of_room_keeps_the_checkpoint()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        await Assert.ThrowsAsync<BadInputException>(() => PullAsync(Entry(server), Once, HalfWay(new IOException("No space left on device", 28))));
        Assert.Empty(_store.Installed());

        await PullAsync(Entry(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_pull_that_was_killed_while_it_converted_is_not_loaded_again()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        await Assert.ThrowsAsync<BadInputException>(() => PullAsync(Entry(server), Once, HalfWay(new IOException())));
        File.Move(PartFile, PartFile[..^".part".Length]);
        await PullAsync(Entry(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Of_two_pulls_at_once_one_is_refused_and_the_other_not_disturbed()
    {
        using var converting = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        using var server = new FileServer(Checkpoint, Answers.Good);
        var first = PullAsync(Entry(server), Once, (architecture, input, output, options) =>
        {
            converting.Release();
            go.Wait();
            return MakeModel(architecture, input, output, options);
        });
        await converting.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("test: another pull of it is running", await FailureAsync(Entry(server)));
        go.Release();
        Assert.NotNull((await first).Download);
        Assert.Null(Assert.Single(_store.Installed()).Error);
    }

    [Fact]
    public async Task A_damaged_note_beside_the_part_starts_over()
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

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_one_line()
    {
        _folder.Write("cache", "a file where the folder should be"u8);
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

    [Fact]
    public async Task Progress_ends_with_all_bytes()
    {
        var reports = new Reports();
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Good);
        using var download = Download(Hasty, MakeModel);
        await download.PullAsync(Entry(server), reports, TestContext.Current.CancellationToken);
        Assert.Equal((Checkpoint.Length, Checkpoint.Length), (reports.Last.Bytes, reports.Last.Total));
        Assert.True(reports.Last.BytesPerSecond > 0);
    }

    [Fact]
    public async Task Names_that_the_catalogue_does_not_have_are_refused()
    {
        using var download = Download(Once, MakeModel);
        var failure = await Assert.ThrowsAsync<BadWeightsException>(() => download.PullAsync("musik-koniq", cancellation: TestContext.Current.CancellationToken));
        Assert.Equal("musik-koniq: no model of that name; near is musiq-koniq", failure.Message);
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static CatalogueEntry Entry(FileServer? server) => new()
    {
        Name = "test",
        Address = server?.Address("test.npz") ?? new Uri("https://example.org/test.npz"),
        Sha256 = Sha256,
        Architecture = "musiq",
        Range = new ScoreRange(0, 100),
        Description = "A test",
        Paper = "None",
        Licence = "None",
    };

    /// <summary>Makes a model of any bytes.</summary>
    private static ConversionResult MakeModel(string architecture, string input, string output, ConversionOptions options)
    {
        Assert.Equal(Checkpoint, File.ReadAllBytes(input));
        var card = new ModelCard { Name = options.Name!, Architecture = "musiq", Configuration = new JsonObject(), Origin = options.Origin };
        SafeTensors.Write(output, new Dictionary<string, Tensor> { ["x"] = Tensor.Of([1f], 1) }, new Dictionary<string, string> { [ModelCard.MetadataKey] = card.ToJson() });
        return new ConversionResult(card, Architecture.Find(architecture)!, new MusiqConfig(), 1, 0);
    }

    /// <summary>Writes half a model, and fails.</summary>
    private static Func<string, string, string, ConversionOptions, ConversionResult> HalfWay(Exception e) => (_, _, output, _) =>
    {
        File.WriteAllText(output, "half");
        throw e;
    };

    private static ModelDownload Download(ModelStore store, DownloadOptions options, Func<string, string, string, ConversionOptions, ConversionResult> convert) =>
        new(store, options, new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, convert);

    private ModelDownload Download(DownloadOptions options, Func<string, string, string, ConversionOptions, ConversionResult> convert) => Download(_store, options, convert);

    private async Task<PulledModel> PullAsync(CatalogueEntry entry, DownloadOptions? options = null, Func<string, string, string, ConversionOptions, ConversionResult>? convert = null)
    {
        using var download = Download(options ?? Hasty, convert ?? MakeModel);
        return await download.PullAsync(entry, cancellation: TestContext.Current.CancellationToken);
    }

    private async Task<string> FailureAsync(CatalogueEntry entry, DownloadOptions? options = null) =>
        OneLine(await Assert.ThrowsAsync<BadInputException>(() => PullAsync(entry, options)));

    private async Task<string> WeightsFailureAsync(CatalogueEntry entry, DownloadOptions? options = null) =>
        OneLine(await Assert.ThrowsAsync<BadWeightsException>(() => PullAsync(entry, options)));

    private static string OneLine(Exception e)
    {
        Assert.DoesNotContain('\n', e.Message);
        return e.Message;
    }

    private void NothingIsLeft() =>
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder["cache"], "*", SearchOption.AllDirectories), file => Path.GetExtension(file) != ".lock");

    private sealed class Failing(Exception e) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw e;
    }

    private sealed class Reports : IProgress<DownloadProgress>
    {
        public DownloadProgress Last { get; private set; }

        public void Report(DownloadProgress value) => Last = value;
    }
}
