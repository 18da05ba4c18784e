using System.IO.Compression;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml.Linq;
using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Packages.Tests;

/// <summary>What the packages hold and say of themselves.</summary>
public sealed class PackageContentTests(PackageFeed feed)
{
    public static TheoryData<string> Names() => ["IqaSharp", "IqaSharp.Extensions", "iqa", $"iqa.{RuntimeInformation.RuntimeIdentifier}"];

    [Theory, MemberData(nameof(Names))]
    public void A_package_says_what_it_is(string name)
    {
        using var package = Open(name);
        using var nuspec = package.GetEntry($"{name}.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        string Value(string element) => metadata.Elements().Single(e => e.Name.LocalName == element).Value;
        Assert.Equal((name, feed.Version, "Apache-2.0", "README.md"), (Value("id"), Value("version"), Value("license"), Value("readme")));
        Assert.Contains("image-quality", Value("tags"), StringComparison.Ordinal);
        Assert.InRange(Value("description").Length, 40, 400);
        var repository = metadata.Elements().Single(e => e.Name.LocalName == "repository");
        Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")!.Value);
        Assert.StartsWith("https://", repository.Attribute("url")?.Value ?? "https://", StringComparison.Ordinal); // a clone of a folder has none
        Assert.NotNull(package.GetEntry("THIRD-PARTY-NOTICES.md"));
        using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
        Assert.Contains(name.StartsWith("iqa.", StringComparison.Ordinal) ? "iqa" : name, readme.ReadToEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IqaSharp")]
    [InlineData("IqaSharp.Extensions")]
    public void A_library_comes_with_documentation_and_symbols(string name)
    {
        using var package = Open(name);
        Assert.NotNull(package.GetEntry($"lib/net10.0/{name}.xml"));
        using var symbols = ZipFile.OpenRead(Path.Combine(feed.Packages, $"{name}.{feed.Version}.snupkg"));
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(Memory(symbols.GetEntry($"lib/net10.0/{name}.pdb")!));
        var reader = pdb.GetMetadataReader();
        var documents = reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)).ToList();
        Assert.NotEmpty(documents);
        Assert.SkipWhen(PackageFeed.Configuration != "Release", "only a release is built without this machine's paths");
        Assert.All(documents, document => Assert.StartsWith("/_", document, StringComparison.Ordinal));
    }

    [Fact]
    public void No_assembly_names_a_folder_of_this_machine()
    {
        Assert.SkipWhen(PackageFeed.Configuration != "Release", "only a release is built without this machine's paths");
        foreach (var name in new[] { "IqaSharp", "IqaSharp.Extensions", $"iqa.{RuntimeInformation.RuntimeIdentifier}" })
        {
            using var package = Open(name);
            foreach (var entry in package.Entries.Where(entry => entry.Name.StartsWith("iqa", StringComparison.OrdinalIgnoreCase)))
            {
                Assert.False(Memory(entry).GetBuffer().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)) >= 0, $"{name}: {entry.FullName}");
            }
        }
    }

    /// <summary>The library needs nothing of a host's: that is for the other package.</summary>
    [Fact]
    public void The_library_needs_no_package_of_hosting()
    {
        using var package = Open("IqaSharp");
        using var nuspec = package.GetEntry("IqaSharp.nuspec")!.Open();
        var dependencies = XDocument.Load(nuspec).Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value).ToList();
        Assert.NotEmpty(dependencies);
        Assert.DoesNotContain(dependencies, id => id.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) || id == "Grpc.Tools");
    }

    [Fact]
    public void The_other_package_needs_the_library_of_the_same_version()
    {
        using var package = Open("IqaSharp.Extensions");
        using var nuspec = package.GetEntry("IqaSharp.Extensions.nuspec")!.Open();
        Assert.Equal(feed.Version, XDocument.Load(nuspec).Descendants().Single(e => e.Attribute("id")?.Value == "IqaSharp").Attribute("version")!.Value);
    }

    private ZipArchive Open(string name) => ZipFile.OpenRead(Path.Combine(feed.Packages, $"{name}.{feed.Version}.nupkg"));

    private static MemoryStream Memory(ZipArchiveEntry entry)
    {
        var copy = new MemoryStream();
        using var content = entry.Open();
        content.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
