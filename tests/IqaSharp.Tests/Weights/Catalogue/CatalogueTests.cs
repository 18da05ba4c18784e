using System.Text.RegularExpressions;
using Xunit;

namespace IqaSharp.Tests.Weights;

public partial class CatalogueTests
{
    [Fact]
    public void Names_are_unique_and_fit_for_files() =>
        Assert.All(IqaSharp.Weights.Catalogue.Entries.GroupBy(e => e.Name), group => Assert.True(group.Count() == 1 && FileName().IsMatch(group.Key)));

    [Fact]
    public void Addresses_are_safe() => Assert.All(IqaSharp.Weights.Catalogue.Entries, entry => Assert.Equal(Uri.UriSchemeHttps, entry.Url.Scheme));

    /// <summary>PyTorch's hub names files after the beginning of their SHA-256.</summary>
    [Fact]
    public void The_hash_in_a_file_name_is_the_hash() => Assert.All(
        IqaSharp.Weights.Catalogue.Entries.Where(entry => HubName().IsMatch(entry.Url.AbsolutePath)),
        entry => Assert.Equal(HubName().Match(entry.Url.AbsolutePath).Groups[1].Value, entry.Sha256));

    [Fact]
    public void Every_model_says_its_terms_and_arithmetic() => Assert.All(IqaSharp.Weights.Catalogue.Entries, entry =>
    {
        Assert.NotEmpty(entry.Licence);
        Assert.True(entry.Range.Low < entry.Range.High);
        Assert.Equal(entry.Architecture == "musiq", entry.Semantics is not null);
    });

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"-([0-9a-f]{8})\.pth$")]
    private static partial Regex HubName();
}
