using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>One of many images that work is done on (<see cref="Metric.ProcessManyAsync"/>): decoded, with the reference that it is held against.</summary>
public sealed class PreparedImage
{
    private readonly ImageFile _file;
    private readonly SharedReference? _reference;
    private readonly DecodeOptions _decoding;
    private readonly IReadOnlyList<PipelineStep> _steps;

    internal PreparedImage(ImageFile file, SharedReference? reference, DecodeOptions decoding, IReadOnlyList<PipelineStep> steps) =>
        (_file, _reference, _decoding, _steps) = (file, reference, decoding, steps);

    /// <summary>The file, as it was given.</summary>
    public string Path => _file.Path;

    /// <summary>The decoded image; null if it could not be decoded.</summary>
    public Image? Image { get; private set; }

    /// <summary>Why it could not be, one line without the path; null if it was.</summary>
    public string? Error { get; private set; }

    /// <summary>The decoded reference, shared with the images before and after that have the same; null without one.</summary>
    /// <exception cref="BadImageException">It cannot be read.</exception>
    public Image? Reference => _reference?.Image;

    /// <summary>The metric with the reference, processed once for all images that share it; null if the metric takes none or the image has none.</summary>
    /// <exception cref="BadInputException">The reference cannot be read, or the metric cannot use it.</exception>
    public ReferencedMetric? Referenced => _steps[0] is PipelineStep.Paired ? _reference?.For(0) : null;

    /// <summary>What failed, in one line that need not name the image: a reference that is at fault is named.</summary>
    public string Reason(BadInputException e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Source == _file.Path ? e.Reason : e.Message;
    }

    /// <param name="slots">Where it waits for its turn to be scored.</param>
    /// <param name="alone">Whether it is scored on all threads, even if it is not large.</param>
    /// <param name="make">What is made of it.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<T> RunAsync<T>(WorkerSlots slots, bool alone, Func<PreparedImage, CancellationToken, T> make, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Load();
        alone |= Image is not null && ScoringPipeline.IsLarge(Image, _steps);
        using var slot = await slots.EnterAsync(alone, cancellation).ConfigureAwait(false);
        return alone ? make(this, cancellation) : SingleThread.Run(() => make(this, cancellation));
    }

    /// <summary>A row for each step.</summary>
    internal IReadOnlyList<ScoredImage> Rows(CancellationToken cancellation) =>
        [.. _steps.Select((step, i) => Scored(step, i, cancellation) with { Width = Image?.Width, Height = Image?.Height })];

    private void Load()
    {
        try
        {
            Image = _file.Load(_decoding);
        }
        catch (BadImageException e)
        {
            Error = Reason(e);
        }
    }

    private ScoredImage Scored(PipelineStep step, int index, CancellationToken cancellation)
    {
        var path = step is PipelineStep.Paired ? _reference?.Path : null; // an image that was not found has none
        try
        {
            _ = path is null ? null : _reference!.Image; // if both files are at fault, the reference is named
            return Image is null ? new ScoredImage(_file.Path, null, Error, path) : new ScoredImage(_file.Path, Score(step, index, Image, cancellation), null, path);
        }
        catch (BadInputException e)
        {
            return new ScoredImage(_file.Path, null, Reason(e), path);
        }
    }

    private QualityScore Score(PipelineStep step, int index, Image image, CancellationToken cancellation) =>
        step is PipelineStep.Alone alone ? alone.Score(image, cancellation) : _reference!.For(index).Score(image, cancellation);
}
