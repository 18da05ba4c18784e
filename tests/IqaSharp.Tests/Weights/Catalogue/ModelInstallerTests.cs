using System.Security.Cryptography;
using IqaSharp.Networks;
using IqaSharp.Scoring;
using IqaSharp.Tests.Scoring;
using IqaSharp.Weights;
using Xunit;

namespace IqaSharp.Tests.Weights;

public sealed class ModelInstallerTests : IDisposable
{
    private static readonly MusiqConfig Tiny = new() { Hidden = 24, MlpDim = 48, Layers = 2 };

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly ModelStore _store;

    public ModelInstallerTests() => _store = new ModelStore(_folder.File("shipped"), _folder.File("cache"));

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pulled_model_scores_and_says_where_it_is_from()
    {
        var checkpoint = Checkpoint();
        using var server = new FileServer(checkpoint);
        await InstallAsync(server, checkpoint);
        using var metric = Metric.Load(_store.Find("musiq-test"));
        Assert.True(double.IsFinite(metric.Score(Repository.Sample("chelsea.png")).Value));
        Assert.Equal(("musiq-test", "test terms", new ScoreRange(0, 100)), (metric.Card.Name, metric.Card.Licence, metric.Card.Range));
        Assert.Contains(server.Url.ToString(), metric.Card.Origin, StringComparison.Ordinal);
        Assert.Equal("Pyiqa", metric.Card.Configuration["semantics"]!.GetValue<string>());
        Assert.Empty(Directory.GetFiles(Path.Combine(_store.Cache, "downloads")));
    }

    [Fact]
    public async Task What_is_no_checkpoint_leaves_nothing()
    {
        var content = new byte[1000];
        using var server = new FileServer(content);
        await Assert.ThrowsAsync<BadWeightsException>(() => InstallAsync(server, content));
        Assert.Empty(Directory.GetFiles(_store.Cache, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Wrong_bytes_install_nothing()
    {
        using var server = new FileServer(Checkpoint());
        await Assert.ThrowsAsync<BadInputException>(() => InstallAsync(server, [1, 2, 3]));
        Assert.Empty(Directory.GetFiles(_store.Cache, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Two_at_once_do_not_mix()
    {
        var checkpoint = Checkpoint();
        using var server = new FileServer(checkpoint) { Stalls = true };
        using var stop = new CancellationTokenSource();
        var first = InstallAsync(server, checkpoint, stop.Token);
        while (server.Requests.Count == 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        var refusal = await Assert.ThrowsAsync<BadInputException>(() => InstallAsync(server, checkpoint));
        Assert.Contains("another process", refusal.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public void A_name_is_found_shipped_or_installed_and_a_path_is_a_path()
    {
        Directory.CreateDirectory(_folder.File("shipped"));
        var shipped = _folder.File("shipped/mine.safetensors", [1]);
        Assert.Equal(shipped, _store.Find("mine"));
        Directory.CreateDirectory(_store.Models);
        File.WriteAllBytes(_store.PathOf("mine"), [2]);
        Assert.Equal(_store.PathOf("mine"), _store.Find("mine"));
        Assert.Equal("other/model.safetensors", _store.Find("other/model.safetensors"));
        Assert.Equal([_store.PathOf("mine")], _store.Installed());
    }

    [Theory]
    [InlineData("musiq-koniq", "iqa models pull musiq-koniq")]
    [InlineData("koniq", "near it: musiq-koniq")]
    [InlineData("nothing-alike", "iqa models")]
    public void A_name_that_is_not_installed_says_what_to_do(string name, string advice) =>
        Assert.Contains(advice, Assert.Throws<BadWeightsException>(() => _store.Find(name)).Message, StringComparison.Ordinal);

    private static byte[] Checkpoint()
    {
        using var folder = new TemporaryFolder();
        SafeTensors.Write(folder.File("c"), TestModel.Tensors(Tiny));
        return File.ReadAllBytes(folder.File("c"));
    }

    private Task InstallAsync(FileServer server, byte[] expected, CancellationToken? cancellation = null)
    {
        var entry = new CatalogueEntry(
            "musiq-test", server.Url, "musiq", new ScoreRange(0, 100), "for a test", "test terms", [], Semantics: MusiqSemantics.Pyiqa, Sha256: Convert.ToHexStringLower(SHA256.HashData(expected)));
        return new ModelInstaller(_store, new Download(_client, TimeSpan.FromSeconds(10), 0)).InstallAsync(entry, null, cancellation ?? TestContext.Current.CancellationToken);
    }
}
