using System.Text.RegularExpressions;
using IqaSharp.Core;
using IqaSharp.Models.Catalogue;
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
        Assert.True(entry.Range.Low < entry.Range.High);
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
        Assert.Matches("^([0-9a-f]{64}|[0-9a-f]{8})$", entry.Sha256 ?? new string('0', 64));
        Assert.Equal(entry.Semantics == nameof(MusiqSemantics.Google), entry.Sha256 is null);
        if (entry.Sha256 is { } hash)
        {
            Assert.Equal(HashInName().Match(entry.File).Groups[1].Value, hash[..8]);
        }
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
