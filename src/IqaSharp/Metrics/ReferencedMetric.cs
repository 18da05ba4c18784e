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

    internal QualityScore Score(Image image, CancellationToken cancellation)
    {
        using var ofMetric = _metric.Enter();
        using var use = _lifetime.Enter();
        return ThreadLimit.Run(_options, () => InSize(image, cancellation));
    }

    private QualityScore InSize(Image image, CancellationToken cancellation)
    {
        if (image.Width == _reference.Width && image.Height == _reference.Height)
        {
            return _sameSize.Score(image, cancellation);
        }

        if (_options.SizeMismatch == SizeMismatchPolicy.None)
        {
            throw new SizeMismatchException(image, _reference);
        }

        if (_referenceKind == ReferenceKind.FullReference)
        {
            var resized = PillowBicubic.Resize(image, _reference.Width, _reference.Height);
            return _sameSize.Score(resized, cancellation) with { Fitted = $"image resized from {Size(image)} to {Size(_reference)}" };
        }

        using var enlarged = _scorer.With(PillowNearest.Resize(_reference, image.Width, image.Height), cancellation);
        return enlarged.Score(image, cancellation) with { Fitted = $"reference resized from {Size(_reference)} to {Size(image)}" };
    }

    private static string Size(Image image) => $"{image.Width}×{image.Height}";
}
