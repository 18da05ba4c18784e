using System.Security.Cryptography;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Models.Conversion;
using IqaSharp.Models.Download;
using IqaSharp.Tests.Metrics.Classical;
using IqaSharp.Tests.Networks.FeatureDistances;
using Xunit;

namespace IqaSharp.Tests.Models;

/// <summary>A pull installs a model once, says what it has checked, and leaves nothing else.</summary>
public sealed class PullTests : ModelDownloadTests
{
    [Fact]
    public async Task A_pulled_model_is_installed_and_its_card_says_where_it_comes_from()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        var pulled = await PullAsync(Entry(server));

        Assert.Equal(ModelFile, pulled.Path);
        Assert.Equal(new DownloadedFile(Checkpoint.Length, Sha256, Verification.Sha256), pulled.Download);
        Assert.Equal($"{server.Address("test.npz")} (SHA-256 {Sha256})", Assert.Single(Store.Installed()).Card!.Origin);
        Assert.Equal(ModelFile, Store.Find("test"));
        Assert.False(Directory.Exists(Folder["cache/downloads/test"]));
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
    public async Task An_installed_model_is_not_downloaded_again()
    {
        using var server = new FileServer(Checkpoint, Answers.Good);
        await PullAsync(Entry(server));
        Assert.Null((await PullAsync(Entry(server))).Download);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_damaged_model_is_downloaded_again()
    {
        Folder.Write("cache/models/test.safetensors", [1, 2, 3]);
        using var server = new FileServer(Checkpoint, Answers.Good);
        Assert.NotNull((await PullAsync(Entry(server))).Download);
        Assert.Null(Assert.Single(Store.Installed()).Error);
    }

    [Fact]
    public async Task Of_two_pulls_at_once_one_is_refused_and_the_other_completes()
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
        Assert.Null(Assert.Single(Store.Installed()).Error);
    }

    [Fact]
    public async Task Progress_ends_with_all_bytes()
    {
        var reports = new Reports();
        using var server = new FileServer(Checkpoint, Answers.BreakOff(Half), Answers.Good);
        using var download = Download(Quick, MakeModel);
        await download.PullAsync(Entry(server), reports, TestContext.Current.CancellationToken);
        Assert.Equal((Checkpoint.Length, Checkpoint.Length), (reports.Last.Bytes, reports.Last.Total));
        Assert.True(reports.Last.BytesPerSecond > 0);
    }

    /// <summary>Two files, each with its hash, which the converter joins.</summary>
    [Fact]
    public async Task A_backbone_of_its_own_is_loaded_checked_and_joined()
    {
        var checkpoint = OfficialCheckpoint.Of(CodecGolden.OfSamples("lpips.json").Root.GetProperty("alex"), name => name.StartsWith("lin", StringComparison.Ordinal));
        var (heads, backbone) = (Bytes("heads", new() { ["lin0.model.1.weight"] = Ones(64), ["lin1.model.1.weight"] = Ones(192), ["lin2.model.1.weight"] = Ones(384), ["lin3.model.1.weight"] = Ones(256), ["lin4.model.1.weight"] = Ones(256) }), Bytes("backbone", OfficialCheckpoint.Torchvision(checkpoint)));
        using var first = new FileServer(heads, Answers.Good);
        using var second = new FileServer(backbone, Answers.BreakOff(1000), Answers.Good);
        var reports = new Reports();
        var entry = Entry(first) with
        {
            Architecture = "lpips",
            Range = null,
            Sha256 = Hash(heads),
            Bytes = heads.Length,
            Backbone = new PublishedFile { Address = second.Address("backbone.pth"), Sha256 = Hash(backbone)[..8], Bytes = backbone.Length },
        };
        using var download = Download(Quick, ModelConverter.Convert);
        var pulled = await download.PullAsync(entry, reports, TestContext.Current.CancellationToken);

        Assert.Equal(new DownloadedFile(heads.Length, Hash(heads), Verification.Sha256), pulled.Download);
        Assert.Equal(new DownloadedFile(backbone.Length, Hash(backbone), Verification.Sha256Prefix), pulled.Backbone);
        Assert.Equal((heads.Length + backbone.Length, heads.Length + backbone.Length), (reports.Last.Bytes, reports.Last.Total));
        Assert.Equal($"{entry.Address} (SHA-256 {Hash(heads)}), on {entry.Backbone!.Address} (SHA-256 {Hash(backbone)})", pulled.Card.Origin);
        using var model = Model.Read(pulled.Path);
        Assert.Equal(checkpoint["net.slice1.0.bias"].ToFloats(), model.Tensors["backbone.features.0.bias"].ToFloats());
        Assert.False(Directory.Exists(Folder["cache/downloads/test"]));
        Assert.Null((await download.PullAsync(entry, cancellation: TestContext.Current.CancellationToken)).Backbone);
    }

    /// <summary>A backbone that is not the published one leaves neither file, and no model.</summary>
    [Fact]
    public async Task A_damaged_backbone_is_deleted_and_nothing_is_installed()
    {
        using var first = new FileServer(Checkpoint, Answers.Good);
        using var second = new FileServer([1, 2, 3], Answers.Good);
        var entry = Entry(first) with { Backbone = new PublishedFile { Address = second.Address("backbone.pth"), Sha256 = Sha256[..8] } };
        Assert.Contains($"backbone.pth: its SHA-256 is {Hash([1, 2, 3])}, and should be {Sha256[..8]}…", await WeightsFailureAsync(entry), StringComparison.Ordinal);
        Assert.Empty(Store.Installed());
        Assert.False(File.Exists(Folder["cache/downloads/test/backbone.pth.part"]));
    }

    private byte[] Bytes(string name, Dictionary<string, Tensor> tensors)
    {
        SafeTensors.Write(Folder[name], tensors);
        return File.ReadAllBytes(Folder[name]);
    }

    private static Tensor Ones(int channels) => Tensor.Of([.. Enumerable.Repeat(1f, channels)], 1, channels, 1, 1);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [Fact]
    public async Task Names_missing_from_the_catalogue_are_refused()
    {
        using var download = Download(Once, MakeModel);
        var failure = await Assert.ThrowsAsync<BadWeightsException>(() => download.PullAsync("musik-koniq", cancellation: TestContext.Current.CancellationToken));
        Assert.Equal("musik-koniq: no model of that name; near is musiq-koniq", failure.Message);
    }

    private sealed class Reports : IProgress<DownloadProgress>
    {
        public DownloadProgress Last { get; private set; }

        public void Report(DownloadProgress value) => Last = value;
    }
}
