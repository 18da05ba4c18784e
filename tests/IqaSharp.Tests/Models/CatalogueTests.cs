using System.Text.RegularExpressions;
using IqaSharp.Core;
using IqaSharp.Models.Catalogue;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using Xunit;

namespace IqaSharp.Tests.Models;

/// <summary>catalogue.json holds together.</summary>
public partial class CatalogueTests
{
    public static TheoryData<string> Names() => [.. ModelCatalogue.Entries.Select(entry => entry.Name)];

    [Fact]
    public void Names_and_addresses_are_unique()
    {
        Assert.Distinct(ModelCatalogue.Entries.Select(entry => entry.Name));
        Assert.Distinct(ModelCatalogue.Entries.Select(entry => entry.Address));
    }

    [Theory, MemberData(nameof(Names))]
    public void An_entry_says_all_that_a_user_may_ask(string name)
    {
        var entry = ModelCatalogue.Find(name)!;
        Assert.True(ModelStore.IsName(entry.Name));
        Assert.True(ModelStore.IsName(entry.File));
        Assert.Equal(Uri.UriSchemeHttps, entry.Address.Scheme);
        Assert.True(entry.Bytes is null or > 0 && (entry.Bytes is null || entry.Bytes == entry.ApproximateBytes));
        Assert.True(entry.Range is null || entry.Range.Value.Low < entry.Range.Value.High);
        Assert.All(entry.Files, file => Assert.Equal(Uri.UriSchemeHttps, file.Address.Scheme));
        Assert.Distinct(entry.Files.Select(file => file.File));
        Assert.All(entry.Correlations, c => Assert.True(Math.Abs(c.Srcc) <= 1 && Math.Abs(c.Plcc) <= 1 && c.Origin.Length > 0));
        foreach (var text in new[] { entry.Architecture, entry.Description, entry.Paper, entry.Licence })
        {
            Assert.Matches("^\\S.*[^.\\s]$", text);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_hash_begins_as_the_file_name_says(string name)
    {
        var entry = ModelCatalogue.Find(name)!;
        Assert.Equal(entry.Semantics == nameof(MusiqSemantics.Google), entry.Sha256 is null);
        foreach (var file in entry.Files.Where(file => file.Sha256 is not null))
        {
            Assert.Matches("^([0-9a-f]{64}|[0-9a-f]{8})$", file.Sha256!);
            var inName = HashInName().Match(file.File);
            Assert.Equal(inName.Success ? inName.Groups[1].Value : file.Sha256![..8], file.Sha256![..8]);
            Assert.True(inName.Success || file.Sha256!.Length == 64);
        }
    }

    /// <summary>What is said of a model before it is downloaded is what its card says afterwards.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Settings_are_those_of_the_network(string name)
    {
        var entry = ModelCatalogue.Find(name)!;
        var architecture = Architecture.Find(entry.Architecture)!;
        var config = architecture.ReadConfiguration(entry.Settings ?? []);
        config.Validate();
        Assert.Equal(entry.ReferenceKind, architecture.FactsOf(config).ReferenceKind);
        Assert.Equal(entry.Files.Sum(file => file.ApproximateBytes ?? 0), entry.DownloadBytes ?? 0);
    }

    /// <summary>One size or hash copied into the wrong record would show here.</summary>
    [Fact]
    public void Hashes_are_unique() => Assert.Distinct(ModelCatalogue.Entries.Where(entry => entry.Sha256 is not null).Select(entry => entry.Sha256));

    [Fact]
    public void Plain_names_are_the_authors_files_and_the_ports_have_their_own()
    {
        Assert.All(ModelCatalogue.Entries, entry => Assert.Equal(entry.Name.EndsWith("-pyiqa", StringComparison.Ordinal), entry.Address.Host == "huggingface.co"));
        Assert.All(ModelCatalogue.Entries.Where(entry => entry.Architecture == "musiq"), entry =>
        {
            Assert.Equal(entry.Address.Host == "huggingface.co" ? nameof(MusiqSemantics.Pyiqa) : nameof(MusiqSemantics.Google), entry.Semantics);
            Assert.Equal(entry.Name.Contains("-ava", StringComparison.Ordinal), entry.Head == HeadKind.Distribution);
            Assert.Equal(entry.Head == HeadKind.Distribution ? new ScoreRange(1, 10) : new ScoreRange(0, 100), entry.Range);
        });
    }

    [Fact]
    public void An_unknown_name_is_null() => Assert.Null(ModelCatalogue.Find("nonsense"));

    [GeneratedRegex("-([0-9a-f]{8})\\.pth$")]
    private static partial Regex HashInName();
}
