using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public class EvaluatorTests
{
    private static readonly EvaluationOptions Quick = new() { Resamples = 200 };

    private static readonly DataSet Set = new("test", [.. Enumerable.Range(0, 60).Select(i => new DataItem($"{i}.png", i, Scene: $"{i % 3}", Distortion: i % 2 == 0 ? "blur" : "noise"))]);

    [Fact]
    public void A_metric_beats_a_worse_one_but_not_an_equal_one()
    {
        var random = new Random(1);
        var good = Scores("good", i => i + (4 * random.NextDouble()));
        var alike = Scores("alike", i => i + (4 * random.NextDouble()));
        var poor = Scores("poor", i => i + (150 * random.NextDouble()));
        var reports = Evaluator.Compare(Set, [poor, good, alike], Quick);
        Assert.True(reports[0].IsBeaten);
        var best = reports.Single(report => report.BeatenBySrcc is null);
        Assert.NotEqual("poor", best.Metric);
        Assert.False(reports.Single(report => report.Metric != best.Metric && report.Metric != "poor").IsBeaten);
        Assert.All(reports, report => Assert.InRange(report.All.Srcc!.Value, report.All.Srcc.Low, report.All.Srcc.High));
        Assert.True(reports[0].All.Srcc!.High - reports[0].All.Srcc!.Low > best.All.Srcc!.High - best.All.Srcc.Low);
    }

    [Fact]
    public void Scores_that_fall_with_quality_agree_as_well()
    {
        var report = Evaluator.Compare(Set, [new MetricScores("error", false, [.. Enumerable.Range(0, 60).Select(i => (double?)-i)])], Quick)[0];
        Assert.Equal(1, report.All.Srcc!.Value, 1e-12);
        Assert.Equal(1, report.SceneMean!.Value, 1e-12);
        Assert.Equal(["blur", "noise"], report.Distortions.Keys);
        Assert.Equal(["0", "1", "2"], report.Scenes.Keys);
        var difference = Evaluator.Compare(Set with { HigherIsBetter = false }, [Scores("quality", i => i)], Quick)[0];
        Assert.Equal(-1, difference.All.Srcc!.Value, 1e-12);
    }

    /// <summary>Whole scenes are drawn: with one scene there is nothing to vary.</summary>
    [Fact]
    public void The_mean_of_scenes_has_an_interval_over_scenes()
    {
        var random = new Random(5);
        var report = Evaluator.Compare(Set, [Scores("noisy", i => i + (60 * random.NextDouble()))], Quick)[0];
        Assert.Equal(report.SceneMean, report.PerScene!.Value);
        Assert.InRange(report.PerScene.Low, report.Scenes.Values.Min(scene => scene.Srcc!.Value), report.PerScene.Value);
        Assert.InRange(report.PerScene.High, report.PerScene.Value, report.Scenes.Values.Max(scene => scene.Srcc!.Value));
        Assert.True(report.PerScene.Low < report.PerScene.High);
    }

    [Fact]
    public void A_sample_is_the_same_for_everybody_and_keeps_the_order()
    {
        var sample = Set.Sample(20);
        Assert.Equal(20, sample.Items.Count);
        Assert.Equal(sample.Items, (Set with { Items = [.. Set.Items.Reverse()] }).Sample(20).Items.Reverse());
        Assert.Equal(sample.Items, Set.Items.Where(sample.Items.Contains));
        Assert.Equal(Set.Items, Set.Sample(1000).Items);
    }

    [Fact]
    public void The_opposite_direction_is_suggested_where_every_metric_that_judges_agrees_with_it()
    {
        var random = new Random(3);
        MetricScores opposite = Scores("a", i => -i), same = Scores("b", i => i), unrelated = Scores("c", _ => random.NextDouble()), entropy = Scores("entropy", i => i), constant = Scores("d", _ => 1);
        bool Suggested(params MetricScores[] metrics) => Evaluator.SuggestsOppositeDirection(Evaluator.Compare(Set, metrics, Quick));
        Assert.True(Suggested(opposite));
        Assert.True(Suggested(opposite, unrelated, entropy, constant));
        Assert.False(Suggested(opposite, same));
        Assert.False(Suggested(same));
        Assert.False(Suggested(unrelated, constant));
        Assert.False(Suggested(opposite with { Metric = "laplacian" }));
    }

    /// <summary>Opinions 0 to 59 of a scale 0 to 100; every score is the opinion, and every other interval is one that its opinion lies outside of.</summary>
    [Fact]
    public void Intervals_are_reported_with_the_share_of_opinions_in_them()
    {
        var metric = Scores("interval", i => i / 10.0) with
        {
            Range = new(0, 10),
            Intervals = [.. Enumerable.Range(0, 60).Select(i => (ScoreInterval?)new ScoreInterval((i / 10.0) - (i % 2 == 0 ? 1 : -1), (i / 10.0) + 2))],
            Unfamiliar = [.. Enumerable.Range(0, 60).Select(i => (bool?)(i < 15))],
        };
        IntervalReport Report(DataSet set, MetricScores scores) => Evaluator.Compare(set, [scores], Quick)[0].Intervals!;
        var report = Report(Set with { ScoreRange = new(0, 100) }, metric);
        Assert.Equal(0.5, report.Coverage!.Value);
        Assert.True(report.Coverage.Low < 0.5 && report.Coverage.High > 0.5);
        Assert.Equal((2.0, 0.25), (report.MeanWidth, report.Unfamiliar));
        Assert.Null(Report(Set, metric).Coverage);
        Assert.Equal(0.5, Report((Set with { ScoreRange = new(0, 100), HigherIsBetter = false, Items = [.. Set.Items.Select(item => item with { Score = 100 - item.Score })] }), metric).Coverage!.Value);
        Assert.Null(Evaluator.Compare(Set, [Scores("none", i => i)], Quick)[0].Intervals);
    }

    [Fact]
    public void Failed_images_are_excluded_and_reported()
    {
        var report = Evaluator.Compare(Set, [new MetricScores("some", true, [.. Enumerable.Range(0, 60).Select(i => i < 10 ? null : (double?)i)])], Quick)[0];
        Assert.Equal((50, 10), (report.All.Images, report.Failed));
    }

    [Fact]
    public void Undefined_statistics_are_null()
    {
        var constant = Evaluator.Compare(Set, [Scores("constant", _ => 1), Scores("good", i => i)], Quick);
        Assert.Null(constant[0].All.Srcc);
        Assert.Null(constant[0].All.Curve);
        Assert.Null(constant[0].BeatenBySrcc);
        var one = Set with { Items = [Set.Items[0]] };
        Assert.Null(Evaluator.Compare(one, [new MetricScores("one", true, [1])], Quick)[0].All.Srcc);
        var twice = Set with { Items = [Set.Items[0], Set.Items[0]] };
        Assert.Contains("0.png occurs 2 times", Assert.Throws<BadInputException>(() => Evaluator.Compare(twice, [new MetricScores("two", true, [1, 2])], Quick)).Message, StringComparison.Ordinal);
    }

    /// <summary>The 95 % interval covers the true value in about 95 % of 100 samples from a known population.</summary>
    [Fact]
    public void Intervals_have_their_coverage()
    {
        var random = new Random(7);
        double[] x = [.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble())], y = [.. x.Select(value => value + random.NextDouble())];
        var truth = Correlations.Srcc(x, y)!.Value;
        var covered = Enumerable.Range(0, 100).Count(trial =>
        {
            int[] drawn = [.. Enumerable.Range(0, 60).Select(_ => random.Next(x.Length))];
            var srcc = Agreement.Of(Array.ConvertAll(drawn, i => x[i]), Array.ConvertAll(drawn, i => y[i]), true, new EvaluationOptions { Resamples = 100, Seed = trial }).Srcc!;
            return srcc.Low <= truth && truth <= srcc.High;
        });
        Assert.InRange(covered, 88, 100);
    }

    private static MetricScores Scores(string name, Func<int, double> of) => new(name, true, [.. Enumerable.Range(0, 60).Select(i => (double?)of(i))]);
}
