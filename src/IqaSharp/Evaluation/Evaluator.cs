using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Metrics.Classical;

namespace IqaSharp.Evaluation;

/// <summary>Compares metrics with opinions, and with one another.</summary>
public static class Evaluator
{
    private const int SmallestScene = 3;
    private const double ClearSrcc = 0.3;

    /// <summary>Reports on each metric, in the given order.</summary>
    /// <param name="set">The images with their subjective scores.</param>
    /// <param name="metrics">The scores of the metrics.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="BadInputException">An image occurs twice.</exception>
    public static IReadOnlyList<MetricReport> Compare(DataSet set, IReadOnlyList<MetricScores> metrics, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(metrics);
        options ??= new EvaluationOptions();
        set.RequireDistinct();
        var reports = metrics.Select(metric => Report(set, metric, options)).ToList();
        var best = reports.Index().Where(report => report.Item.All.Srcc is not null).OrderByDescending(report => report.Item.All.Srcc!.Value).Select(report => (int?)report.Index).FirstOrDefault();
        return [.. reports.Select((report, i) => best is { } winner && i != winner ? report with { BeatenBySrcc = Difference(set, metrics[winner], metrics[i], options) } : report)];
    }

    /// <summary>Whether the opinions seem to have the opposite direction, such as difference scores (DMOS) that were not declared: every metric that clearly agrees or disagrees with them disagrees.
    /// Clearly means an SRCC of 0.3 or more in size, with an interval on one side of zero. Entropy and sharpness do not count.</summary>
    public static bool SuggestsOppositeDirection(IEnumerable<MetricReport> reports)
    {
        var clear = reports.Where(report => ClassicalMetrics.Find(report.Metric) is not { RatesQuality: false }).Select(report => report.All.Srcc).OfType<Estimate>()
            .Where(srcc => Math.Abs(srcc.Value) >= ClearSrcc && srcc.Low * srcc.High > 0).ToList();
        return clear.Count > 0 && clear.All(srcc => srcc.Value < 0);
    }

    private static MetricReport Report(DataSet set, MetricScores metric, EvaluationOptions options)
    {
        int[] scored = [.. Enumerable.Range(0, set.Items.Count).Where(i => metric.Scores[i] is not null)];
        Agreement Of(IEnumerable<int> images, EvaluationOptions how)
        {
            int[] members = [.. images];
            return Agreement.Of(Array.ConvertAll(members, i => metric.Scores[i]!.Value), Array.ConvertAll(members, i => set.Items[i].Score), metric.HigherIsBetter == set.HigherIsBetter, how);
        }

        var withoutIntervals = options with { Resamples = 0 };
        var scenes = Groups(scored, i => set.Items[i].Scene).Where(group => group.Count() >= SmallestScene).ToDictionary(group => group.Key, group => Of(group, withoutIntervals));
        return new MetricReport(
            metric.Metric,
            Of(scored, options),
            Groups(scored, i => set.Items[i].Distortion).ToDictionary(group => group.Key, group => Of(group, options)),
            scenes,
            scenes.Values.Select(scene => scene.Srcc?.Value).OfType<double>().Select(value => (double?)value).Average(),
            set.Items.Count - scored.Length,
            null)
        {
            PerScene = PerScene([.. scenes.Values.Select(scene => scene.Srcc?.Value).OfType<double>()], options),
            Intervals = IntervalReport.Of(set, metric, options),
        };
    }

    /// <summary>The mean of the scenes' correlations, with a bootstrap over scenes: the images of one are not independent.</summary>
    private static Estimate? PerScene(double[] scenes, EvaluationOptions options) => scenes.Length == 0 ? null
        : Bootstrap.Interval(scenes.Average(), Bootstrap.Resample(scenes.Length, options).Select(drawn => (double?)drawn.Average(scene => scenes[scene])));

    private static IEnumerable<IGrouping<string, int>> Groups(IEnumerable<int> images, Func<int, string?> by) =>
        images.Where(i => by(i) is not null).GroupBy(i => by(i)!).OrderBy(group => group.Key, StringComparer.Ordinal);

    /// <summary>The best metric's SRCC minus the other's, with a paired bootstrap: both use the same images in each resample.</summary>
    private static Estimate? Difference(DataSet set, MetricScores best, MetricScores other, EvaluationOptions options)
    {
        int[] both = [.. Enumerable.Range(0, set.Items.Count).Where(i => best.Scores[i] is not null && other.Scores[i] is not null)];
        double? Of(int[] images)
        {
            var opinions = Array.ConvertAll(images, i => set.Items[i].Score);
            double? Srcc(MetricScores metric) => (metric.HigherIsBetter == set.HigherIsBetter ? 1 : -1) * Correlations.Srcc(Array.ConvertAll(images, i => metric.Scores[i]!.Value), opinions);
            return Srcc(best) - Srcc(other);
        }

        var resampled = Bootstrap.Resample(both.Length, options).AsParallel().AsOrdered().Select(indices => Of(Array.ConvertAll(indices, i => both[i]))).ToList();
        return Of(both) is { } value ? Bootstrap.Interval(value, resampled) : null;
    }
}
