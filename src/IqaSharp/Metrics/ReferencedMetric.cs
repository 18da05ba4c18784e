using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>A metric that has processed a reference once and scores any number of images against it. Scoring is thread-safe.
/// Dispose of it before the metric that it came from.</summary>
/// <remarks>It, or its metric, may be disposed of while other threads score: scores that are running end as usual, and whatever begins later throws <see cref="ObjectDisposedException"/>.</remarks>
public sealed class ReferencedMetric : IDisposable
{
    private readonly IPairScorer _scorer;
    private readonly Image _reference;
    private readonly ReferenceKind _referenceKind;
    private readonly MetricOptions _options;
    private readonly IScorer _sameSize;
    private readonly Lifetime _metric;
    private readonly Lifetime _lifetime;

    internal ReferencedMetric(IPairScorer scorer, Image reference, ReferenceKind referenceKind, MetricOptions options, Lifetime metric, CancellationToken cancellation)
    {
        (_scorer, _reference, _referenceKind, _options, _metric) = (scorer, reference, referenceKind, options, metric);
        using var use = metric.Enter();
        _sameSize = ThreadLimit.Run(options, () => scorer.With(reference, cancellation));
        _lifetime = new Lifetime(typeof(ReferencedMetric), _sameSize.Dispose);
    }

    /// <summary>Scores an image file.</summary>
    /// <exception cref="BadImageException">It cannot be read, or is too small.</exception>
    /// <exception cref="UndefinedScoreException">The metric gave NaN or an infinity.</exception>
    /// <exception cref="SizeMismatchException">It differs in size from the reference, and <see cref="MetricOptions.SizeMismatch"/> does not allow it.</exception>
    public QualityScore Score(string path) => Score(Image.Load(path, _options.Decoding));

    /// <summary>Scores an encoded image, read to its end.</summary>
    /// <inheritdoc cref="Score(string)"/>
    public QualityScore Score(Stream stream) => Score(Image.Load(stream, options: _options.Decoding));

    /// <summary>Scores a decoded image.</summary>
    /// <inheritdoc cref="Score(string)"/>
    public QualityScore Score(Image image) => Score(image, CancellationToken.None);

    /// <summary>Where a decoded image differs from the reference, or where it is bad.</summary>
    /// <exception cref="BadInputException">The metric has no map.</exception>
    /// <inheritdoc cref="Score(string)"/>
    public QualityMap Map(Image image) => Map(image, CancellationToken.None);

    /// <summary>Scores an image file on another thread.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, before or while the network ran.</exception>
    /// <inheritdoc cref="Score(string)"/>
    public Task<QualityScore> ScoreAsync(string path, CancellationToken cancellation = default) =>
        Task.Run(() => Score(Image.Load(path, _options.Decoding), cancellation), cancellation);

    /// <summary>Scores image files in their order, as many at once as <see cref="MetricOptions.Threads"/> says.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IAsyncEnumerable<ScoredImage> ScoreManyAsync(IEnumerable<string> paths, CancellationToken cancellation = default) =>
        ScoringPipeline.RunAsync(paths.Select(path => (new ImageFile(path), (string?)null)), _options, [new PipelineStep.Alone(_scorer.Pixels, Score)], cancellation).Select(rows => rows[0]);

    /// <summary>Releases what is kept of the reference.</summary>
    public void Dispose() => _lifetime.End();

    internal QualityScore Score(Image image, CancellationToken cancellation) =>
        Fitted(image, (scorer, fitted, how) => how is null ? scorer.Score(fitted, cancellation) : scorer.Score(fitted, cancellation) with { Fitted = how }, cancellation);

    internal QualityMap Map(Image image, CancellationToken cancellation) => Fitted(image, (scorer, fitted, _) => ((DefinedResults)scorer).Map(fitted, cancellation), cancellation);

    /// <summary>Does something with the image and a reference of its size, and says how they were made to fit.</summary>
    private T Fitted<T>(Image image, Func<IScorer, Image, string?, T> work, CancellationToken cancellation)
    {
        using var ofMetric = _metric.Enter();
        using var use = _lifetime.Enter();
        return ThreadLimit.Run(_options, () => InSize(image, work, cancellation));
    }

    private T InSize<T>(Image image, Func<IScorer, Image, string?, T> work, CancellationToken cancellation)
    {
        if (image.Width == _reference.Width && image.Height == _reference.Height)
        {
            return work(_sameSize, image, null);
        }

        if (_options.SizeMismatch == SizeMismatchPolicy.None)
        {
            throw new SizeMismatchException(image, _reference);
        }

        if (_referenceKind == ReferenceKind.FullReference)
        {
            var resized = PillowBicubic.Resize(image, _reference.Width, _reference.Height);
            return work(_sameSize, resized, $"image resized from {Size(image)} to {Size(_reference)}");
        }

        using var enlarged = _scorer.With(PillowNearest.Resize(_reference, image.Width, image.Height), cancellation);
        return work(enlarged, image, $"reference resized from {Size(_reference)} to {Size(image)}");
    }

    private static string Size(Image image) => $"{image.Width}×{image.Height}";
}
