using System.Text.RegularExpressions;
using Xunit;

namespace IqaSharp.Tests;

public partial class DocumentationTests
{
    /// <summary>Every page that travels with the source, so that a file that moves takes its links along.</summary>
    public static TheoryData<string> Pages() =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(new[] { "docs", "examples", "models", "samples" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)))
            .Select(page => Path.GetRelativePath(Repository.Root, page).Replace('\\', '/'))
            .Where(page => !page.Contains("/node_modules/", StringComparison.Ordinal)),
    ];

    [Theory, MemberData(nameof(Pages))]
    public void Links_lead_to_files(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        Assert.All(
            Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(link => link.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal)),
            link => Assert.True(Path.Exists(Path.Combine(folder, link)), $"{page}: {link} is not there"));
    }

    [GeneratedRegex(@"\]\(([^)#]+)[^)]*\)")]
    private static partial Regex Link();
}
