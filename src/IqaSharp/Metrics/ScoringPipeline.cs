using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>Decodes images on one thread while others are scored on another, in order, a few at a time. Each image is decoded once for all metrics.</summary>
internal static class ScoringPipeline
{
    /// <param name="items">Images, each with the reference that it is held against, if any. A reference that follows itself is decoded once.</param>
    /// <param name="decoding">How they are decoded.</param>
    /// <param name="steps">What is computed of each image.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each image a row for each step.</returns>
    public static async IAsyncEnumerable<IReadOnlyList<ScoredImage>> RunAsync(
        IEnumerable<(ImageFile Image, string? Reference)> items,
        DecodeOptions decoding,
        IReadOnlyList<PipelineStep> steps,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var decoded = Channel.CreateBounded<Decoded>(1);
        var work = Task.Run(() => DecodeAsync(items, decoding, decoded.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var entry in decoded.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                yield return await Task.Run(() => steps.Select(step => Score(entry, step, stop.Token)).ToArray(), stop.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            // Whoever stops listening stops the decoding; its own end is of no interest then.
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static ScoredImage Score(Decoded entry, PipelineStep step, CancellationToken cancellation)
    {
        var reference = step.TakesReference ? entry.ReferencePath : null;
        var error = (step.TakesReference ? entry.ReferenceError : null) ?? entry.Error;
        try
        {
            return new ScoredImage(entry.Path, error is null ? step.Score(entry.Image!, step.TakesReference ? entry.Reference : null, cancellation) : null, error, reference);
        }
        catch (BadInputException e)
        {
            return new ScoredImage(entry.Path, null, Reason(e, entry.Path), reference);
        }
    }

    private static async Task DecodeAsync(
        IEnumerable<(ImageFile Image, string? Reference)> items, DecodeOptions decoding, ChannelWriter<Decoded> writer, CancellationToken cancellation)
    {
        try
        {
            Image? reference = null;
            foreach (var (file, referencePath) in items)
            {
                var entry = new Decoded(file.Path, referencePath);
                try
                {
                    if (referencePath is not null)
                    {
                        reference = reference?.Name == referencePath ? reference : Image.Load(referencePath, decoding);
                        entry = entry with { Reference = reference };
                    }
                }
                catch (BadImageException e)
                {
                    (reference, entry) = (null, entry with { ReferenceError = Reason(e, file.Path) });
                }

                try
                {
                    entry = entry with { Image = file.Load(decoding) };
                }
                catch (BadImageException e)
                {
                    entry = entry with { Error = Reason(e, file.Path) };
                }

                await writer.WriteAsync(entry, cancellation).ConfigureAwait(false);
            }

            writer.Complete();
        }
        catch (Exception e)
        {
            writer.Complete(e);
        }
    }

    /// <summary>The row names the image; a reference that is at fault must be named too.</summary>
    private static string Reason(BadInputException e, string path) => e.Source == path ? e.Reason : e.Message;

    private sealed record Decoded(string Path, string? ReferencePath)
    {
        public Image? Image { get; init; }

        public Image? Reference { get; init; }

        public string? Error { get; init; }

        public string? ReferenceError { get; init; }
    }
}

/// <summary>One metric's part in a <see cref="ScoringPipeline"/>.</summary>
/// <param name="TakesReference">Whether it needs the image's reference.</param>
/// <param name="Score">Scores an image; a reference that follows itself is the same object, and null for a metric that takes none.</param>
internal sealed record PipelineStep(bool TakesReference, Func<Image, Image?, CancellationToken, QualityScore> Score);
