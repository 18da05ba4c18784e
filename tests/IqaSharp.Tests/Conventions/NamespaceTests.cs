using System.Text.RegularExpressions;
using Xunit;

namespace IqaSharp.Tests.Conventions;

/// <summary>A file is where its namespace says, in every project.</summary>
public partial class NamespaceTests
{
    [Fact]
    public void A_namespace_is_its_folder()
    {
        var misplaced = SourceFile.In("src").Concat(SourceFile.In("tests")).Select(Misplaced).OfType<string>().ToList();
        Assert.True(misplaced.Count == 0, string.Join('\n', misplaced));
    }

    [Theory]
    [InlineData("src/IqaSharp/Metrics/Metric.cs", "using System;\n\nnamespace IqaSharp.Metrics;\n", null)]
    [InlineData("src/IqaSharp/Metrics/Metric.cs", "using System;\n\nnamespace IqaSharp.Models;\n", "src/IqaSharp/Metrics/Metric.cs:3: the namespace is IqaSharp.Models, and its folder's is IqaSharp.Metrics")]
    [InlineData("src/IqaSharp/Metrics/Metric.cs", "public class Metric;\n", "src/IqaSharp/Metrics/Metric.cs:1: the namespace is missing, and its folder's is IqaSharp.Metrics")]
    [InlineData("src/IqaSharp.Cli/Program.cs", "return 0;\n", null)]
    public void A_misplaced_file_is_named_with_its_line(string path, string text, string? expected) => Assert.Equal(expected, Misplaced(new(path, text)));

    /// <summary>What is wrong with a file's namespace; null for nothing. A program of top-level statements has none.</summary>
    private static string? Misplaced(SourceFile file)
    {
        var found = Declaration().Match(file.Code);
        var line = found.Success ? file.Code.AsSpan(0, found.Index).Count('\n') + 1 : 1;
        return found.Groups[1].Value == file.ExpectedNamespace || (!found.Success && file.Name == "Program")
            ? null
            : $"{file.Path}:{line}: the namespace is {(found.Success ? found.Groups[1].Value : "missing")}, and its folder's is {file.ExpectedNamespace}";
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
