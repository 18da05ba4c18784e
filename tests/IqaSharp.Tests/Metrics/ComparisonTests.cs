using IqaSharp.Imaging;
using IqaSharp.Metrics;
using Xunit;

namespace IqaSharp.Tests.Metrics;

public class ComparisonTests
{
    private static readonly Image Coffee = Image.Load(Repository.Sample("coffee.png"));
    private static readonly Image Blurred = Image.Load(Repository.Sample("coffee-blur.png"));

    [Theory]
    [InlineData(true, new[] { 1.0, 3, 2 }, new[] { 1 })]
    [InlineData(false, new[] { 1.0, 3, 2 }, new[] { 0 })]
    [InlineData(true, new[] { 3.0, 3, 2 }, new[] { 0, 1 })]
    [InlineData(true, new[] { 2.0, 2 }, new int[0])]
    [InlineData(null, new[] { 1.0, 3 }, new int[0])]
    [InlineData(true, new[] { 2.0, double.NaN }, new int[0])] // NaN stands for an image without a score
    public void The_best_images_win(bool? higherIsBetter, double[] scores, int[] winners) =>
        Assert.Equal(winners, new Comparison("m", higherIsBetter, [.. scores.Select(score => double.IsNaN(score) ? (double?)null : score)], null).Winners);

    [Fact]
    public void A_metric_scores_images_alone_or_against_a_reference()
    {
        using var sharpness = Metric.Load("laplacian");
        using var ssim = Metric.Load("ssim");
        var alone = Comparison.Of(sharpness, [Blurred, Coffee], null);
        Assert.Equal(("laplacian", null, null), (alone.Metric, alone.HigherIsBetter, alone.Error));
        Assert.Equal([sharpness.Score(Blurred).Value, sharpness.Score(Coffee).Value], alone.Scores);
        Assert.Empty(alone.Winners); // sharpness rates no quality
        Assert.Equal([ssim.Score(Blurred, Coffee).Value, 1], Comparison.Of(ssim, [Blurred, Coffee], Coffee).Scores);
    }

    [Fact]
    public void An_image_that_is_too_small_has_no_score_but_a_reason()
    {
        var small = new Image(4, 4, new byte[48]);
        using var niqe = Metric.Load("niqe");
        var alone = Comparison.Of(niqe, [Coffee, small], null);
        Assert.NotNull(alone.Scores[0]);
        Assert.Null(alone.Scores[1]);
        Assert.Contains("4×4", alone.Error, StringComparison.Ordinal);
        using var ssim = Metric.Load("ssim");
        Assert.Equal([null, null], Comparison.Of(ssim, [small, small], small).Scores);
    }

    [Fact]
    public void Metrics_that_need_a_reference_apply_where_there_is_one()
    {
        Assert.Contains("niqe", Comparison.Applicable(withReference: false));
        Assert.DoesNotContain("ssim", Comparison.Applicable(withReference: false));
        Assert.Contains("ssim", Comparison.Applicable(withReference: true));
    }

    [Fact]
    public void An_image_that_could_not_be_read_or_has_another_size_leaves_a_gap()
    {
        using var ssim = Metric.Load("ssim");
        using var niqe = Metric.Load("niqe");
        var larger = new Image(700, 400, new byte[700 * 400 * 3]);
        var scores = Comparison.Of(ssim, [null, Blurred, larger], Coffee);
        Assert.Equal([false, true, false], scores.Scores.Select(score => score is not null));
        Assert.Contains("700×400", scores.Error, StringComparison.Ordinal);
        Assert.Equal([false, true], Comparison.Of(niqe, [null, Coffee], null).Scores.Select(score => score is not null));
    }
}
