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

/// <summary>What the tests of downloads share: a store in a temporary folder, one checkpoint, and pulls from a local server that misbehaves on request.</summary>
public abstract class ModelDownloadTests : IDisposable
{
    private protected const int Half = 150_000;

    private protected static readonly byte[] Checkpoint = RandomBytes(300_001);
    private protected static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Checkpoint));
    private protected static readonly DownloadOptions Quick = new() { StallTimeout = TimeSpan.FromMilliseconds(300), Attempts = 3, Pause = TimeSpan.FromMilliseconds(5) };
    private protected static readonly DownloadOptions Once = Quick with { Attempts = 1 };

    protected ModelDownloadTests() => Store = new ModelStore(Folder["shipped"], Folder["cache"]);

    private protected TemporaryFolder Folder { get; } = new();

    private protected ModelStore Store { get; }

    private protected string PartFile => Folder["cache/downloads/test/test.npz.part"];

    private protected string ModelFile => Folder["cache/models/test.safetensors"];

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private protected static CatalogueEntry Entry(FileServer? server) => new()
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

    /// <summary>A conversion that makes a model of any bytes.</summary>
    private protected static ConversionResult MakeModel(string architecture, string input, string output, ConversionOptions options)
    {
        Assert.Equal(Checkpoint, File.ReadAllBytes(input));
        var card = new ModelCard { Name = options.Name!, Architecture = "musiq", Configuration = new JsonObject(), Origin = options.Origin };
        SafeTensors.Write(output, new Dictionary<string, Tensor> { ["x"] = Tensor.Of([1f], 1) }, new Dictionary<string, string> { [ModelCard.MetadataKey] = card.ToJson() });
        return new ConversionResult(card, Architecture.Find(architecture)!, new MusiqConfig(), 1, 0);
    }

    /// <summary>A conversion that writes half a model and fails.</summary>
    private protected static Func<string, string, string, ConversionOptions, ConversionResult> FailHalfway(Exception e) => (_, _, output, _) =>
    {
        File.WriteAllText(output, "half");
        throw e;
    };

    private protected ModelDownload Download(DownloadOptions options, Func<string, string, string, ConversionOptions, ConversionResult> convert) =>
        new(Store, options, new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, convert);

    private protected async Task<PulledModel> PullAsync(CatalogueEntry entry, DownloadOptions? options = null, Func<string, string, string, ConversionOptions, ConversionResult>? convert = null)
    {
        using var download = Download(options ?? Quick, convert ?? MakeModel);
        return await download.PullAsync(entry, cancellation: TestContext.Current.CancellationToken);
    }

    private protected async Task<string> FailureAsync(CatalogueEntry entry, DownloadOptions? options = null) =>
        OneLine(await Assert.ThrowsAsync<BadInputException>(() => PullAsync(entry, options)));

    private protected async Task<string> WeightsFailureAsync(CatalogueEntry entry, DownloadOptions? options = null) =>
        OneLine(await Assert.ThrowsAsync<BadWeightsException>(() => PullAsync(entry, options)));

    private static string OneLine(Exception e)
    {
        Assert.DoesNotContain('\n', e.Message);
        return e.Message;
    }

    private protected void AssertNothingIsLeft() =>
        Assert.DoesNotContain(Directory.EnumerateFiles(Folder["cache"], "*", SearchOption.AllDirectories), file => Path.GetExtension(file) != ".lock");
}
