using System.Runtime.CompilerServices;
using IqaSharp.Cli.Output;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Evaluation;

/// <summary>Scores a data set with one metric. A reference is looked at once, for all images that share it.</summary>
internal static class Scoring
{
    /// <summary>Scores what is not scored yet.</summary>
    /// <param name="set">The images.</param>
    /// <param name="metric">What scores them.</param>
    /// <param name="against">What a metric of two images holds them against.</param>
    /// <param name="file">What is scored already, and where scores go.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The scores by item, and the images that failed.</returns>
    public static async Task<(MetricScores Scores, IReadOnlyList<ScoredImage> Failed)> RunAsync(DataSet set, Metric metric, ReferenceImage against, ScoreFile file, CancellationToken cancellation)
    {
        var pairs = metric.Card.ReferenceKind != ReferenceKind.NoReference;
        var left = set.Items.Where(item => file.Find(item, pairs) is null).ToList();
        using (var progress = new ProgressLine(left.Count))
        {
            var scored = pairs && against == ReferenceImage.Degraded
                ? AgainstDegraded(left, metric, set.Degraded!, cancellation)
                : pairs
                ? metric.ScoreManyAsync(left.OrderBy(item => item.Reference, StringComparer.Ordinal).Select(item => new ImagePair(item.Image, item.Reference!)), cancellation)
                : metric.ScoreManyAsync(left.Select(item => item.Image), cancellation);
            await foreach (var row in scored)
            {
                file.Add(row.Score is { } score && !double.IsFinite(score.Value) ? row with { Score = null, Error = "the score is no number" } : row);
                progress.Clear();
                progress.Advance();
            }
        }

        var rows = set.Items.Select(item => file.Find(item, pairs)!).ToList();
        return (new MetricScores(metric.Card.Name, metric.Card.HigherIsBetter, [.. rows.Select(row => row.Score?.Value)]), [.. rows.Where(row => row.Score is null)]);
    }

    /// <summary>Images held against their degraded inputs, each made or read once.</summary>
    private static async IAsyncEnumerable<ScoredImage> AgainstDegraded(
        IReadOnlyList<DataItem> items, Metric metric, Func<DataItem, Image> degrade, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var group in items.GroupBy(item => (item.Degraded, item.Reference, item.Level)))
        {
            var (reference, refused) = await Task.Run(() => Shown(metric, () => degrade(group.First())), cancellation);
            using (reference)
            {
                foreach (var item in group)
                {
                    yield return reference is null ? new ScoredImage(item.Image, null, refused, item.Reference) : await AgainstAsync(reference, item, cancellation);
                }
            }
        }
    }

    private static (ReferencedMetric? Reference, string? Refused) Shown(Metric metric, Func<Image> load)
    {
        try
        {
            return (metric.WithReference(load()), null);
        }
        catch (BadInputException e)
        {
            return (null, $"its degraded input {e.Message}");
        }
    }

    private static async Task<ScoredImage> AgainstAsync(ReferencedMetric reference, DataItem item, CancellationToken cancellation)
    {
        try
        {
            return new ScoredImage(item.Image, await reference.ScoreAsync(item.Image, cancellation), null, item.Reference);
        }
        catch (BadInputException e)
        {
            return new ScoredImage(item.Image, null, e.Reason, item.Reference);
        }
    }
}
