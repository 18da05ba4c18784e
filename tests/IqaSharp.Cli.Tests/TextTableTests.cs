using IqaSharp.CommandLine;
using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>Tables for a terminal.</summary>
public class TextTableTests
{
    private static readonly (string, string, string)[] Rows = [("photos/coffee.png", "94.20", ""), ("b", "7.5", "native scale reduced to 300 pixels")];

    [Fact]
    public void Columns_are_as_wide_as_they_need() => Assert.Equal(
        [
            "image              score  note",
            "photos/coffee.png  94.20",
            "b                    7.5  native scale reduced to 300 pixels",
        ],
        Lines(80, Rows));

    [Fact]
    public void Through_a_pipe_nothing_is_padded() => Assert.Equal(["image\tscore\tnote", "photos/coffee.png\t94.20", "b\t7.5\tnative scale reduced to 300 pixels"], Lines(null, Rows));

    [Fact]
    public void Names_are_broken_at_path_separators_and_text_between_words() => Assert.Equal(
        [
            "image               score  note",
            "photographs/2026/    7.50  a",
            "  holidays/",
            "  coffee.png",
            "b                       1  native scale",
            "                             reduced to 300",
            "                             pixels",
        ],
        Lines(45, ("photographs/2026/holidays/coffee.png", "7.50", "a"), ("b", "1", "native scale reduced to 300 pixels")));

    [Fact]
    public void A_name_without_a_separator_is_broken_anywhere() => Assert.Equal(["image             score  note", "aaaaaaaaaaaaaaaa      1", "  aaaa"], Lines(29, (new string('a', 20), "1", "")));

    [Fact]
    public void Columns_that_do_not_fit_follow_below_with_the_first_one_again()
    {
        var table = new TextTable([new TextColumn("metric"), .. Enumerable.Range(1, 5).Select(i => new TextColumn($"number {i}", true))]);
        table.Add("musiq-s", "1.000 [0.900, 1.000]", "2", "3", "4", "5.000 [4.000, 6.000]");
        string[] lines = [.. table.Lines(50)];
        Assert.All(lines, line => Assert.True(line.Length <= 50, line));
        Assert.Equal(["metric ", "musiq-s", "", "metric ", "musiq-s"], lines.Select(line => line.Length > 7 ? line[..7] : line));
        Assert.All(Enumerable.Range(1, 5), i => Assert.Single(lines, line => line.Contains($"number {i}", StringComparison.Ordinal)));
    }

    [Fact]
    public void East_Asian_characters_take_two_columns() => Assert.Equal(
        [
            "image       score  note",
            "照片/b.jpg      2  c",
            "photos/a.b      1",
        ],
        Lines(40, ("照片/b.jpg", "2", "c"), ("photos/a.b", "1", "")));

    [Fact]
    public void Control_characters_are_escaped() => Assert.Contains(@"a\x1b[2J\n", string.Concat(Lines(80, ("a\e[2J\n", "1", ""))), StringComparison.Ordinal);

    private static IEnumerable<string> Lines(int? width, params (string Name, string Score, string Note)[] rows)
    {
        var table = new TextTable(new TextColumn("image"), new TextColumn("score", true), new TextColumn("note"));
        foreach (var (name, score, note) in rows)
        {
            table.Add(name, score, note);
        }

        return table.Lines(width);
    }
}
