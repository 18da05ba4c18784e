using System.Text;
using System.Text.RegularExpressions;
using IqaSharp.Training.Runs;
using Xunit;

namespace IqaSharp.Training.Tests.Runs;

public sealed class AblationTablesTests
{
    /// <summary>The variant is right about blur, upside down about noise, and like the baseline about jpeg.</summary>
    [Fact]
    public void Groups_that_differ_from_the_baseline_are_marked()
    {
        var random = new Random(1);
        var images = Enumerable.Range(0, 20).SelectMany(photograph => new[] { "blur", "jpeg", "noise" }.SelectMany(damage => Enumerable.Range(0, 4).Select(i => new HeldOutScore("held out", $"{photograph}", damage, 1, "", i + random.NextDouble(), random.NextDouble())))).ToList();
        List<HeldOutScore> variant = [.. images.Select(image => image with { Score = image.Damage switch { "blur" => image.Label, "noise" => -image.Label, _ => image.Score } })];
        var table = AblationTables.Of([("none", [images, images]), ("own", [variant, variant])], "none");
        Assert.Matches(@"\| held out, by damage, SRCC over all; ▲ ▼ above and below none by more than chance \| none \| own \|", table);
        Assert.Matches(@"\n\| blur \| -?0\.\d+ ± 0\.0000 \| 1\.0000 ± 0\.0000 ▲ \|\n\| jpeg \| (-?0\.\d+ ± 0\.0000) \| \1 \|\n\| noise \| -?0\.\d+ ± 0\.0000 \| -1\.0000 ± 0\.0000 ▼ \|\n", table);
        Assert.DoesNotContain("▲", AblationTables.Of([("none", [images]), ("own", [variant])], null), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_sets_have_a_table_of_all_of_them_too()
    {
        List<HeldOutScore> scores = [.. new[] { "first", "second" }.SelectMany(set => Enumerable.Range(0, 4).Select(i => new HeldOutScore(set, "photograph", "blur", 1, "", i, set == "first" ? i : -i)))];
        var tables = AblationTables.Of([("own", [scores])], null);
        Assert.Matches(@"\nall that is held out: 8 images of 1 photographs\n\n[^\n]+\n[^\n]+\n\| own \| -?0\.0\d+ \|", tables);
        Assert.Matches(@"\nfirst: 4 images of 1 photographs\n\n[^\n]+\n[^\n]+\n\| own \| 1\.0000 \|", tables);
        Assert.DoesNotContain("all that is held out", AblationTables.Of([("own", [scores[..4]])], null), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_has_a_panel_for_each_set_and_a_dot_for_each_seed()
    {
        List<HeldOutScore> Seed(string photograph, bool right) => [.. new[] { "first", "second" }.SelectMany(set => Enumerable.Range(0, 4).Select(i => new HeldOutScore(set, photograph, "blur", 1, "", i, right ? i : -i)))];
        var panels = AblationTables.PerReference([("none", [Seed("a", false), Seed("b", true)]), ("own", [Seed("a", true), Seed("b", true)])]);
        Assert.Equal(["all that is held out: SRCC per reference", "first: SRCC per reference", "second: SRCC per reference"], panels.Select(panel => panel.Title));
        Assert.Equal([-1, 1], panels[1].Rows[0].Seeds);
        var svg = Encoding.UTF8.GetString(AblationChart.Of(panels, "none").Svg());
        Assert.Equal(12, Regex.Count(svg, "<circle"));
        Assert.Equal(3, Regex.Count(svg, ">0.000</text>")); // the mean of -1 and 1
        Assert.Equal(3, Regex.Count(svg, ">1.000</text>"));
    }

    [Fact]
    public void A_measure_that_is_undefined_for_a_variant_leaves_its_row_empty()
    {
        var svg = Encoding.UTF8.GetString(AblationChart.Of([("SRCC", [("flat", []), ("own", [0.5])])], "flat").Svg());
        Assert.Single(Regex.Matches(svg, "<circle"));
        Assert.Contains(">flat</text>", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
    }
}
