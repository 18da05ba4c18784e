using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <content>Many images, as many at once as there are threads.</content>
public sealed partial class Metric
{
    /// <summary>Scores image files in their order, as many at once as <see cref="MetricOptions.Threads"/> says; memory does not grow with their number.
    /// An image that cannot be read is a result too.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ReferenceKindException">The metric needs references.</exception>
    public IAsyncEnumerable<ScoredImage> ScoreManyAsync(IEnumerable<string> paths, CancellationToken cancellation = default) =>
        ScoreManyAsync([this], paths, cancellation).Select(rows => rows[0]);

    /// <summary>Scores pairs in their order, as many at once as <see cref="MetricOptions.Threads"/> says. A reference shared by consecutive pairs is processed once.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ReferenceKindException">The metric takes no reference.</exception>
    public IAsyncEnumerable<ScoredImage> ScoreManyAsync(IEnumerable<ImagePair> pairs, CancellationToken cancellation = default) =>
        ScoreManyAsync([this], pairs, cancellation).Select(rows => rows[0]);

    /// <summary>Scores image files with several metrics; each image is decoded once.</summary>
    /// <param name="metrics">The metrics. Images are decoded as the options of the first one say.</param>
    /// <param name="paths">The images.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each image a row for each metric, in the order of the metrics.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ReferenceKindException">A metric needs references.</exception>
    public static IAsyncEnumerable<IReadOnlyList<ScoredImage>> ScoreManyAsync(IReadOnlyList<Metric> metrics, IEnumerable<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(paths);
        metrics.ToList().ForEach(static metric => _ = metric.Alone); // refuses at once, not at the first image
        return ScoreManyAsync(metrics, paths.Select(path => (new ImageFile(path), (string?)null)), cancellation);
    }

    /// <summary>Scores pairs with several metrics; each image is decoded once. Those that take no reference see the image alone.</summary>
    /// <param name="metrics">The metrics. Images are decoded as the options of the first one say.</param>
    /// <param name="pairs">The images and their references. A reference shared by consecutive pairs is processed once.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each image a row for each metric, in the order of the metrics.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ReferenceKindException">No metric takes a reference.</exception>
    public static IAsyncEnumerable<IReadOnlyList<ScoredImage>> ScoreManyAsync(IReadOnlyList<Metric> metrics, IEnumerable<ImagePair> pairs, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(pairs);
        if (metrics.All(static metric => metric.Card.ReferenceKind == ReferenceKind.NoReference))
        {
            throw new ReferenceKindException(metrics[0].Card);
        }

        return ScoreManyAsync(metrics, pairs.Select(pair => (new ImageFile(pair.Image), (string?)pair.Reference)), cancellation);
    }

    /// <summary>Does work on images in their order, as many at once as when they are scored, each on one thread: for what <see cref="ScoreManyAsync(IEnumerable{string}, CancellationToken)"/>
    /// does not give, such as explanations, maps and embeddings. Memory does not grow with the number of images.</summary>
    /// <param name="images">The images, each with its reference if the metric takes one.</param>
    /// <param name="process">The work on an image that was decoded or could not be, given this metric; called by several threads at once.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <example><code>
    /// await foreach (var (path, explanation) in metric.ProcessManyAsync(files, image =&gt; (image.Path, image.Image is null ? null : metric.Explain(image.Image))))
    /// {
    ///     Console.WriteLine($"{path}: {explanation?.Place}");
    /// }
    /// </code></example>
    public IAsyncEnumerable<T> ProcessManyAsync<T>(IEnumerable<(ImageFile Image, string? Reference)> images, Func<PreparedImage, T> process, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(process);
        return ScoringPipeline.RunAsync(images, _options, [Step], (prepared, _) => process(prepared), cancellation);
    }

    /// <summary>Scores images with several metrics, each with the reference that those which take one hold it against.</summary>
    internal static IAsyncEnumerable<IReadOnlyList<ScoredImage>> ScoreManyAsync(
        IReadOnlyList<Metric> metrics, IEnumerable<(ImageFile Image, string? Reference)> items, CancellationToken cancellation = default) =>
        ScoringPipeline.RunAsync(items, metrics[0]._options, [.. metrics.Select(static metric => metric.Step)], cancellation);
}
