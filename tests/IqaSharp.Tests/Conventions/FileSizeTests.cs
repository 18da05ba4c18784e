using System.Text.RegularExpressions;
using Xunit;

namespace IqaSharp.Tests.Conventions;

/// <summary>Files are small, and none is so small that it should be part of another.</summary>
public class FileSizeTests
{
    private const int Longest = 300;
    private const int LongestMedian = 60;
    private const int Shortest = 8;

    private static readonly IReadOnlyList<SourceFile> Source = SourceFile.In("src");

    [Fact]
    public void No_file_is_too_long() =>
        AssertNone(Source.Concat(SourceFile.In("tests")).Where(file => file.LineCount > Longest));

    [Fact]
    public void The_median_file_is_short() =>
        Assert.InRange(Source.Select(file => file.LineCount).Order().ElementAt(Source.Count / 2), Shortest, LongestMedian);

    /// <summary>A type of a few lines that one other file alone uses belongs into that file; one that several use keeps a file of its own, so that it is found.</summary>
    [Fact]
    public void No_file_of_few_lines_has_a_single_user() => AssertNone(TooShort(Source));

    [Fact]
    public void A_short_file_with_one_user_is_found_and_with_two_is_not()
    {
        SourceFile[] files = [new("src/A/Pair.cs", "record Pair(int A);\n"), new("src/A/First.cs", "Pair x;"), new("src/A/Second.cs", "// Pair\nPairs y;")];
        Assert.Equal("src/A/Pair.cs", Assert.Single(TooShort(files), file => file.Name == "Pair").Path);
        Assert.DoesNotContain(TooShort([.. files, new("src/A/Third.cs", "Pair z;")]), file => file.Name == "Pair");
    }

    private static IEnumerable<SourceFile> TooShort(IReadOnlyCollection<SourceFile> files) =>
        files.Where(file => file.LineCount < Shortest && file.Name != "Program" && files.Count(other => other != file && Regex.IsMatch(other.Code, $@"\b{file.Name}\b")) < 2);

    private static void AssertNone(IEnumerable<SourceFile> files) =>
        Assert.True(!files.Any(), string.Join('\n', files.Select(file => $"{file.Path}: {file.LineCount} lines")));
}
