using IqaSharp.Distortions;
using IqaSharp.Metrics;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

/// <summary>The metrics of image codecs get worse with damage.</summary>
public class DamageTests
{
    public static TheoryData<string, string> Cases => new(
        from metric in (string[])["ssimulacra2", "butteraugli", "butteraugli-3norm"]
        from kind in (string[])["gaussian-blur", "lens-blur", "motion-blur", "jpeg", "white-noise", "impulse-noise", "multiplicative-noise", "quantisation", "brighten", "darken"]
        select (metric, kind));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Five_levels_of_damage_score_worse_and_worse(string name, string kind)
    {
        var reference = Pictures.All["photograph"]();
        using var metric = Metric.Load(name);
        using var referenced = metric.WithReference(reference);
        var scores = Enumerable.Range(1, 5).Select(level => referenced.Score(Distortion.Of(kind).Apply(reference, level, 1)).Value).ToList();
        Assert.Equal(metric.Card.HigherIsBetter ? scores.OrderDescending() : scores.Order(), scores);
        Assert.Equal(5, scores.Distinct().Count());
    }
}
