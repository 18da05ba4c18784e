using System.Text.Json.Nodes;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using Xunit;

namespace IqaSharp.Tests.Models;

/// <summary>Where models are, and what is said where none is.</summary>
public sealed class ModelStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelStore _store;

    public ModelStoreTests() => _store = new ModelStore(_folder["shipped"], _folder["cache"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_is_installed_where_the_folders_do_not_exist() => Assert.Empty(_store.Installed());

    [Fact]
    public void Models_of_both_folders_are_found_by_name()
    {
        var (ours, theirs) = (Write("shipped/musiq.safetensors"), Write("cache/models/their.own-1.safetensors"));
        Assert.Equal(ours, _store.Find("musiq"));
        Assert.Equal(theirs, _store.Find("their.own-1"));
        Assert.Equal(["musiq", "their.own-1"], _store.Installed().Select(m => m.Name));
        Assert.All(_store.Installed(), m => Assert.NotNull(m.Card));
    }

    [Fact]
    public void A_users_own_model_goes_before_one_that_came_with_the_program()
    {
        Write("shipped/musiq.safetensors");
        var theirs = Write("cache/models/musiq.safetensors");
        Assert.Equal(theirs, _store.Find("musiq"));
        Assert.Equal(theirs, Assert.Single(_store.Installed()).Path);
    }

    [Fact]
    public void A_file_is_found_by_its_path()
    {
        var path = Write("elsewhere/model.bin");
        Assert.Equal(path, _store.Find(path));
    }

    [Fact]
    public void A_damaged_file_is_listed_with_the_reason()
    {
        Write("cache/models/good.safetensors");
        _folder.Write("cache/models/bad.safetensors", "not a model"u8);
        _folder.Write("cache/models/empty.safetensors", []);
        _folder.Write("cache/models/readme.txt", "no model"u8);
        var models = _store.Installed();
        Assert.Equal(["bad", "empty", "good"], models.Select(m => m.Name));
        Assert.Equal([true, true, false], models.Select(m => m.Error is not null));
    }

    /// <summary>One bad file must not end <c>iqa models</c>.</summary>
    [Theory]
    [InlineData("""{"name":"a","name":"b","architecture":"musiq","configuration":{}}""")]
    [InlineData("""{"name":"a","architecture":"musiq","configuration":{"hidden":1,"hidden":2}}""")]
    [InlineData("""{"name":"a\ud800","architecture":"musiq","configuration":{}}""")]
    [InlineData("""{"name":"a","architecture":"musiq","configuration":{},"\udc00":1}""")]
    [InlineData("""{"name":"a","architecture":"musiq","configuration":{"\udc00":1}}""")]
    [InlineData("""{"name":"a","architecture":"musiq","configuration":{},"description":"\ud800"}""")]
    [InlineData("""{"name":"a","architecture":"musiq","configuration":{},"correlations":[null]}""")]
    [InlineData("""{"name":"a","architecture":"musiq","configuration":{},"correlations":[{"srcc":1}]}""")]
    [InlineData("""{"name":"a","architecture":"musiq","configuration":{},"range":{"low":1,"high":1}}""")]
    [InlineData("""{"name":"a","architecture":"musiq","configuration":{},"smallestSide":-1}""")]
    [InlineData("""{"name":"a","architecture":"musiq","configuration":null}""")]
    [InlineData("""{"name":"a","architecture":"musiq","configuration":{},"regime":99}""")]
    [InlineData("""{"name":"a""")]
    [InlineData("""[]""")]
    public void A_card_that_is_none_is_listed_with_the_reason(string json)
    {
        Write("cache/models/good.safetensors");
        Write("cache/models/bad.safetensors", json);
        Write("cache/models/deep.safetensors", $$"""{"name":"a","architecture":"musiq","configuration":{"x":{{new string('[', 100_000)}}""");
        var models = _store.Installed();
        Assert.Equal(["bad", "deep", "good"], models.Select(m => m.Name));
        Assert.Equal([true, true, false], models.Select(m => m.Error is not null));
    }

    [Theory]
    [InlineData("musiq-koniq", "musiq-koniq: not installed ('iqa models pull musiq-koniq' downloads it, 163 MB)")]
    [InlineData("musiq-koniq-pyiqa", "musiq-koniq-pyiqa: not installed ('iqa models pull musiq-koniq-pyiqa' downloads it, 109 MB)")]
    [InlineData("musik-koniq", "musik-koniq: no model of that name; near is musiq-koniq")]
    [InlineData("MUSIQ-KONIQ", "MUSIQ-KONIQ: not installed ('iqa models pull musiq-koniq' downloads it, 163 MB)")]
    [InlineData("nonsense", "nonsense: no model of that name ('iqa models' lists them)")]
    [InlineData("no/such.safetensors", "no/such.safetensors: no such file")]
    [InlineData("such.safetensors", "such.safetensors: no such file")]
    [InlineData("../secret", "../secret: no such file")]
    [InlineData("..", "..: a folder, not a model file")]
    [InlineData("", ": no such file")]
    public void A_model_that_is_not_there_is_one_clear_line(string name, string message) =>
        Assert.Equal(message, Assert.Throws<BadWeightsException>(() => _store.Find(name)).Message);

    [Fact]
    public void A_name_is_found_in_any_case_and_what_is_near_counts_short_names()
    {
        var (compact, mine) = (Write("shipped/musiq-s.safetensors"), Write("cache/models/Mine.safetensors"));
        Assert.Equal([compact, compact, mine, mine], new[] { "MUSIQ", "Musiq-S", "mine", "Mine" }.Select(name => _store.Find(name)));
        Assert.Equal("musik: no model of that name; near is musiq", Assert.Throws<BadWeightsException>(() => _store.Find("musik")).Message);
    }

    /// <summary>A program without the default models is told so, rather than that it misspelt the name.</summary>
    [Theory]
    [InlineData("ckdn")]
    [InlineData("musiq-s")]
    public void A_default_model_that_did_not_come_along_is_missed_where_it_belongs(string name)
    {
        Assert.Equal($"{name}: comes with the library, but there are no models in {_folder["shipped"]}", Assert.Throws<BadWeightsException>(() => _store.Find(name)).Message);
        Write("shipped/another.safetensors");
        Assert.Contains("no model of that name", Assert.Throws<BadWeightsException>(() => _store.Find(name)).Message, StringComparison.Ordinal);
    }

    /// <summary>Beside the program; else beside the library, as in hosts of plug-ins; else in the package, as in scripts and notebooks.</summary>
    [Fact]
    public void The_models_of_the_library_are_beside_the_program_or_the_library_or_in_its_package()
    {
        var (program, library) = (_folder["program"], _folder["package/lib/net10.0/IqaSharp.dll"]);
        Assert.Equal(_folder["program/models"], ShippedFolder.Find(program, library));
        Assert.Equal(_folder["program/models"], ShippedFolder.Find(program, ""));
        Write("package/models/musiq-s.safetensors");
        Assert.Equal(_folder["package/models"], ShippedFolder.Find(program, library));
        Write("package/lib/net10.0/models/musiq-s.safetensors");
        Assert.Equal(_folder["package/lib/net10.0/models"], ShippedFolder.Find(program, library));
        _folder.Write("program/models/notes.txt", "not a model"u8);
        Assert.Equal(_folder["package/lib/net10.0/models"], ShippedFolder.Find(program, library));
        Write("program/models/musiq-s.safetensors");
        Assert.Equal(_folder["program/models"], ShippedFolder.Find(program, library));
    }

    [Fact]
    public void Names_never_lead_out_of_the_folders()
    {
        Write("cache/secret.safetensors");
        Assert.Throws<BadWeightsException>(() => _store.Find("../secret"));
        Assert.All(["..", "a..b", ".hidden", "a/b", "a\\b", "c:x", "a.", "", "ä", new string('a', 101)], name => Assert.False(ModelStore.IsName(name)));
    }

    [Fact]
    public void IQA_HOME_goes_before_the_platforms_folder() =>
        Assert.Equal(_folder["home"], CacheFolder.Find(name => name == "IQA_HOME" ? _folder["home"] : _folder["other"]));

    [Fact]
    public void Without_IQA_HOME_the_platforms_cache_is_used()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "XDG_CACHE_HOME is Linux's");
        Assert.Equal(_folder["xdg/iqasharp"], CacheFolder.Find(name => name == "XDG_CACHE_HOME" ? _folder["xdg"] : null));
        Assert.EndsWith("/.cache/iqasharp", CacheFolder.Find(name => name == "XDG_CACHE_HOME" ? "relative" : ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("Musiq", "musiq", 0)]
    public void Edits_are_Levenshteins(string a, string b, int edits)
    {
        Assert.Equal(edits, NearNames.Edits(a, b));
        Assert.Equal(edits, NearNames.Edits(b, a));
    }

    private string Write(string name)
    {
        var card = new ModelCard { Name = "test", Architecture = "musiq", Configuration = new JsonObject() };
        return Write(name, card.ToJson());
    }

    private string Write(string name, string card)
    {
        var path = _folder.Write(name, []);
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["x"] = Tensor.Of([1f], 1) }, new Dictionary<string, string> { [ModelCard.MetadataKey] = card });
        return path;
    }
}
