using System.Runtime.CompilerServices;
using IqaSharp.Cli.Output;
using IqaSharp.Data;
using IqaSharp.Evaluation;
using IqaSharp.Images;
using IqaSharp.Scoring;
using IqaSharp.Weights;

namespace IqaSharp.Cli.Evaluation;

/// <summary>Scores a data set with one metric. A reference is looked at once, for all images that share it.</summary>
internal static class Scoring
{
    /// <summary>Scores what is not scored yet.</summary>
    /// <returns>The scores by item, and the images that failed.</returns>
    public static async Task<(MetricScores Scores, IReadOnlyList<ScoredImage> Failed)> RunAsync(DataSet set, Metric metric, ScoreFile file, CancellationToken cancellation)
    {
        var pairs = metric.Card.Regime != Regime.NoReference;
        var left = set.Items.Where(item => file.Find(item, pairs) is null).ToList();
        using (var progress = new ProgressLine(left.Count))
        {
            var scored = pairs && metric.Card.Regime == Regime.DegradedReference && set.Degraded is { } degrade
                ? AgainstDegraded(left, metric, degrade, cancellation)
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

    /// <summary>Images held against degraded inputs that the set does not hold, each made once.</summary>
    private static async IAsyncEnumerable<ScoredImage> AgainstDegraded(
        IReadOnlyList<DataItem> items, Metric metric, Func<DataItem, Image> degrade, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var group in items.GroupBy(item => (item.Reference, item.Level)))
        {
            using var reference = await Task.Run(() => metric.WithReference(degrade(group.First())), cancellation);
            foreach (var item in group)
            {
                ScoredImage row;
                try
                {
                    row = new ScoredImage(item.Image, await reference.ScoreAsync(item.Image, cancellation), null, item.Reference);
                }
                catch (BadInputException e)
                {
                    row = new ScoredImage(item.Image, null, e.Reason, item.Reference);
                }

                yield return row;
            }
        }
    }
}
