using IqaSharp.Cli.Output;
using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>The rows of <c>iqa score</c> on a terminal.</summary>
public class TableRowsTests
{
    private const string Long = "photographs/2026/a holiday in the mountains/with friends/IMG_20260714_183512.jpg";

    [Fact]
    public void Several_metrics_stand_side_by_side_and_names_are_broken_at_separators() => Assert.Equal(
        [
            "image                                          niqe    brisque  note",
            "photographs/2026/a holiday in the            2.5000      20.00",
            "  mountains/with friends/",
            "  IMG_20260714_183512.jpg",
            "b.png                                        failed     failed  no such file",
        ],
        Lines(80, ["niqe", "brisque"], [(Long, [2.5, 20]), ("b.png", null)]));

    [Fact]
    public void Where_that_is_too_narrow_each_metric_has_a_row()
    {
        var lines = Lines(50, ["niqe", "brisque", "piqe"], [("a.png", [2.5, 20, 30])]);
        Assert.Equal(["image  metric       score", "a.png  niqe        2.5000", "a.png  brisque      20.00", "a.png  piqe         30.00"], lines);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(132)]
    public void No_line_is_wider_than_the_terminal(int width) =>
        Assert.All(Lines(width, ["niqe", "brisque"], [(Long, [2.5, 20]), (Long, null)]), line => Assert.True(line.Length <= width, line));

    [Fact]
    public void Intervals_have_a_column_of_their_own()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var rows = new TableRows(writer, [Card("brisque")], ["a.png", "b.png"], 80);
        rows.Row([new ScoredImage("a.png", new QualityScore(71.342) { Interval = new(58, 84), Familiarity = 1 }, null)]);
        rows.Row([new ScoredImage("b.png", null, "not an image: the file is text")]);
        rows.End();
        Assert.Equal(["image  metric       score", "a.png  brisque      71.34 ± 13   unfamiliar", "b.png  brisque     failed        not an image: the file is text"], writer.ToString().TrimEnd().Split('\n'));
    }

    private static ModelCard Card(string name) => ClassicalMetrics.Find(name)!.Card;

    private static string[] Lines(int width, string[] metrics, (string Name, double[]? Scores)[] images)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var rows = new TableRows(writer, [.. metrics.Select(Card)], images.Select(image => image.Name), width);
        foreach (var (name, scores) in images)
        {
            rows.Row([.. metrics.Select((_, i) => new ScoredImage(name, scores is null ? null : new QualityScore(scores[i]), scores is null ? "no such file" : null))]);
        }

        rows.End();
        return writer.ToString().TrimEnd().Split('\n');
    }
}
