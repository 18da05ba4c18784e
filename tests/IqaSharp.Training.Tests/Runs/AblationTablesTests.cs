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
}
