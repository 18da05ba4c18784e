using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>One image of a <see cref="ScoringPipeline"/>, from its file to its rows.</summary>
internal sealed class ImageWork(ImageFile file, SharedReference? reference, DecodeOptions decoding, IReadOnlyList<PipelineStep> steps)
{
    /// <param name="slots">Where it waits for its turn to be scored.</param>
    /// <param name="alone">Whether it is scored on all threads, even if it is not large.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>A row for each step.</returns>
    public async Task<ScoredImage[]> RunAsync(WorkerSlots slots, bool alone, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (image, error) = Load();
        alone |= image is not null && ScoringPipeline.IsLarge(image, steps);
        using var slot = await slots.EnterAsync(alone, cancellation).ConfigureAwait(false);
        ScoredImage[] Score() => [.. steps.Select((step, i) => Row(step, i, image, error, cancellation))];
        return alone ? Score() : SingleThread.Run(Score);
    }

    private (Image? Image, string? Error) Load()
    {
        try
        {
            return (file.Load(decoding), null);
        }
        catch (BadImageException e)
        {
            return (null, Reason(e));
        }
    }

    private ScoredImage Row(PipelineStep step, int index, Image? image, string? error, CancellationToken cancellation) =>
        Scored(step, index, image, error, cancellation) with { Width = image?.Width, Height = image?.Height };

    private ScoredImage Scored(PipelineStep step, int index, Image? image, string? error, CancellationToken cancellation)
    {
        var path = step is PipelineStep.Paired ? reference?.Path : null; // an image that was not found has none
        try
        {
            _ = path is null ? null : reference!.Image; // if both files are at fault, the reference is named
            return image is null ? new ScoredImage(file.Path, null, error, path) : new ScoredImage(file.Path, Score(step, index, image, cancellation), null, path);
        }
        catch (BadInputException e)
        {
            return new ScoredImage(file.Path, null, Reason(e), path);
        }
    }

    private QualityScore Score(PipelineStep step, int index, Image image, CancellationToken cancellation) =>
        step is PipelineStep.Alone alone ? alone.Score(image, cancellation) : reference!.For(index).Score(image, cancellation);

    /// <summary>The row names the image; a reference that is at fault must be named too.</summary>
    private string Reason(BadInputException e) => e.Source == file.Path ? e.Reason : e.Message;
}
