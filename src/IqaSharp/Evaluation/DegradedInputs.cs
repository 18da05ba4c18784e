using System.Runtime.CompilerServices;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

namespace IqaSharp.Evaluation;

/// <summary>Scores restored images against the degraded inputs that they were restored from.</summary>
internal static class DegradedInputs
{
    /// <param name="items">The restored images.</param>
    /// <param name="metric">A metric that takes a reference.</param>
    /// <param name="degrade">Makes or reads the degraded input of an item; called once for all items that share it.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async IAsyncEnumerable<ScoredImage> ScoreAsync(
        IReadOnlyList<DataItem> items, Metric metric, Func<DataItem, Image> degrade, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var group in items.GroupBy(item => (item.Degraded, item.Reference, item.Level)))
        {
            var (reference, error) = await Task.Run(() => Load(metric, () => degrade(group.First())), cancellation).ConfigureAwait(false);
            using (reference)
            {
                var rows = reference?.ScoreManyAsync([.. group.Select(item => item.Image)], cancellation) ?? group.Select(item => new ScoredImage(item.Image, null, error)).ToAsyncEnumerable();
                await foreach (var (item, row) in group.ToAsyncEnumerable().Zip(rows).WithCancellation(cancellation).ConfigureAwait(false))
                {
                    yield return row with { Reference = item.Reference };
                }
            }
        }
    }

    private static (ReferencedMetric? Reference, string? Error) Load(Metric metric, Func<Image> degraded)
    {
        try
        {
            return (metric.WithReference(degraded()), null);
        }
        catch (BadInputException e)
        {
            return (null, $"its degraded input {e.Message}");
        }
    }
}
