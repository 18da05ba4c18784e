using IqaSharp.Datasets;

namespace IqaSharp.Evaluation;

/// <summary>How well the intervals of a metric hold people's mean opinions on one data set.</summary>
/// <param name="Coverage">The share of the opinions that lie in their intervals; null where the opinions cannot be put on the metric's scale.</param>
/// <param name="MeanWidth">The mean width of the intervals.</param>
/// <param name="Unfamiliar">The share of the images that are unfamiliar to the metric.</param>
public sealed record IntervalReport(Estimate? Coverage, double MeanWidth, double Unfamiliar)
{
    internal static IntervalReport? Of(DataSet set, MetricScores metric, EvaluationOptions options)
    {
        int[] images = [.. Enumerable.Range(0, set.Items.Count).Where(i => metric.Intervals?[i] is not null)];
        if (images.Length == 0)
        {
            return null;
        }

        Estimate? coverage = null;
        if (OpinionScale.To(set, metric.Range, metric.HigherIsBetter) is { } toScore)
        {
            double[] held = Array.ConvertAll(images, i => metric.Intervals![i]!.Value.Contains(toScore(set.Items[i].Score)) ? 1.0 : 0);
            coverage = Bootstrap.Interval(held.Average(), [.. Bootstrap.Resample(held.Length, options).Select(indices => (double?)indices.Average(i => held[i]))]);
        }

        return new IntervalReport(
            coverage,
            images.Average(i => metric.Intervals![i]!.Value.High - metric.Intervals[i]!.Value.Low),
            images.Average(i => metric.Unfamiliar?[i] == true ? 1.0 : 0));
    }
}
