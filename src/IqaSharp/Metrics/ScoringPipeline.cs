using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>Decodes images on one thread while others are scored on another, in order, a few at a time.</summary>
internal static class ScoringPipeline
{
    /// <param name="pairs">Images, each with the reference that it is held against, if any. One that follows itself is decoded once.</param>
    /// <param name="decoding">How they are decoded.</param>
    /// <param name="score">Scores an image; a reference that follows itself is the same object.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async IAsyncEnumerable<ScoredImage> RunAsync(
        IEnumerable<(string Image, string? Reference)> pairs,
        DecodeOptions decoding,
        Func<Image, Image?, CancellationToken, QualityScore> score,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var decoded = Channel.CreateBounded<Decoded>(1);
        var work = Task.Run(() => DecodeAsync(pairs, decoding, decoded.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var entry in decoded.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                yield return await Task.Run(() => Score(entry, score, stop.Token), stop.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            // Whoever stops listening stops the decoding; its own end is of no interest then.
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static ScoredImage Score(Decoded entry, Func<Image, Image?, CancellationToken, QualityScore> score, CancellationToken cancellation)
    {
        try
        {
            return new ScoredImage(entry.Path, entry.Image is { } image ? score(image, entry.Reference, cancellation) : null, entry.Error, entry.ReferencePath);
        }
        catch (BadInputException e)
        {
            return new ScoredImage(entry.Path, null, Reason(e, entry.Path), entry.ReferencePath);
        }
    }

    private static async Task DecodeAsync(
        IEnumerable<(string Image, string? Reference)> pairs, DecodeOptions decoding, ChannelWriter<Decoded> writer, CancellationToken cancellation)
    {
        try
        {
            Image? reference = null;
            foreach (var (path, referencePath) in pairs)
            {
                Decoded entry;
                try
                {
                    reference = referencePath is null ? null : reference?.Name == referencePath ? reference : Image.Load(referencePath, decoding);
                    entry = new Decoded(path, referencePath, Image.Load(path, decoding), reference, null);
                }
                catch (BadImageException e)
                {
                    entry = new Decoded(path, referencePath, null, null, Reason(e, path));
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

    private sealed record Decoded(string Path, string? ReferencePath, Image? Image, Image? Reference, string? Error);
}
