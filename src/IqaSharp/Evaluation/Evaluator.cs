using IqaSharp.Core;
using IqaSharp.Datasets;

namespace IqaSharp.Evaluation;

/// <summary>Compares metrics with people, and with one another.</summary>
public static class Evaluator
{
    private const int FewestOfScene = 3;

    /// <summary>The reports, in the order of the metrics.</summary>
    /// <param name="set">The images and what people said of them.</param>
    /// <param name="metrics">What the metrics say.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="BadInputException">An image is there twice.</exception>
    public static IReadOnlyList<MetricReport> Compare(DataSet set, IReadOnlyList<MetricScores> metrics, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(metrics);
        options ??= new EvaluationOptions();
        if (set.Items.GroupBy(item => (item.Image, item.Reference)).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new BadInputException(set.Name, $"{twice.Key.Image} is there {twice.Count()} times");
        }

        var reports = metrics.Select(metric => Report(set, metric, options)).ToList();
        var best = reports.Index().Where(report => report.Item.All.Srcc is not null).OrderByDescending(report => report.Item.All.Srcc!.Value).Select(report => (int?)report.Index).FirstOrDefault();
        return [.. reports.Select((report, i) => best is { } winner && i != winner ? report with { BeatenBySrcc = Difference(set, metrics[winner], metrics[i], options) } : report)];
    }

    private static MetricReport Report(DataSet set, MetricScores metric, EvaluationOptions options)
    {
        int[] scored = [.. Enumerable.Range(0, set.Items.Count).Where(i => metric.Scores[i] is not null)];
        Agreement Of(IEnumerable<int> images, EvaluationOptions own)
        {
            int[] members = [.. images];
            return Agreement.Of(Array.ConvertAll(members, i => metric.Scores[i]!.Value), Array.ConvertAll(members, i => set.Items[i].Score), metric.HigherIsBetter == set.HigherIsBetter, own);
        }

        var pointwise = options with { Resamples = 0 };
        var scenes = Groups(scored, i => set.Items[i].Scene).Where(group => group.Count() >= FewestOfScene).ToDictionary(group => group.Key, group => Of(group, pointwise));
        return new MetricReport(
            metric.Metric,
            Of(scored, options),
            Groups(scored, i => set.Items[i].Distortion).ToDictionary(group => group.Key, group => Of(group, options)),
            scenes,
            scenes.Values.Select(scene => scene.Srcc?.Value).OfType<double>().Select(value => (double?)value).Average(),
            set.Items.Count - scored.Length,
            null);
    }

    private static IEnumerable<IGrouping<string, int>> Groups(IEnumerable<int> images, Func<int, string?> by) =>
        images.Where(i => by(i) is not null).GroupBy(i => by(i)!).OrderBy(group => group.Key, StringComparer.Ordinal);

    /// <summary>The best one's SRCC less the other's: both see the same images in each draw.</summary>
    private static Estimate? Difference(DataSet set, MetricScores best, MetricScores other, EvaluationOptions options)
    {
        int[] both = [.. Enumerable.Range(0, set.Items.Count).Where(i => best.Scores[i] is not null && other.Scores[i] is not null)];
        double? Of(int[] images)
        {
            var opinions = Array.ConvertAll(images, i => set.Items[i].Score);
            double? Srcc(MetricScores metric) => (metric.HigherIsBetter == set.HigherIsBetter ? 1 : -1) * Correlations.Srcc(Array.ConvertAll(images, i => metric.Scores[i]!.Value), opinions);
            return Srcc(best) - Srcc(other);
        }

        var drawn = Bootstrap.Samples(both.Length, options).AsParallel().AsOrdered().Select(sample => Of(Array.ConvertAll(sample, i => both[i]))).ToList();
        return Of(both) is { } value ? Bootstrap.Interval(value, drawn) : null;
    }
}
