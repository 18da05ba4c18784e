using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>Scores images in their order, as many at once as there are threads: each is decoded, resized and scored on one thread, so that none waits for another.</summary>
/// <remarks>A thread holds one image at a time, and no image is begun before one of the last few rows has been taken: memory does not grow with the number of images.</remarks>
internal static class ScoringPipeline
{
    /// <summary>An image is large, and scored alone on all threads, if a metric computes with more pixels of it than these: several at once would need too much memory.</summary>
    private const long LargePixels = 1 << 22;

    /// <param name="items">Images, each with the reference that it is held against, if any. A reference that follows itself is decoded and processed once.</param>
    /// <param name="options">How images are decoded, and the number of threads.</param>
    /// <param name="steps">What is computed of each image; it is decoded once for all.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each image a row for each step.</returns>
    public static IAsyncEnumerable<IReadOnlyList<ScoredImage>> RunAsync(
        IEnumerable<(ImageFile Image, string? Reference)> items, MetricOptions options, IReadOnlyList<PipelineStep> steps, CancellationToken cancellation) =>
        RunAsync(items, options, steps, static (prepared, cancellation) => prepared.Rows(cancellation), cancellation);

    /// <summary>Makes something else of each image than rows of scores.</summary>
    /// <param name="items">As above.</param>
    /// <param name="options">As above.</param>
    /// <param name="steps">The metrics that are used: they say which images are large, and process the references.</param>
    /// <param name="make">What is made of an image that was decoded or could not be; called by several threads at once.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async IAsyncEnumerable<T> RunAsync<T>(
        IEnumerable<(ImageFile Image, string? Reference)> items,
        MetricOptions options,
        IReadOnlyList<PipelineStep> steps,
        Func<PreparedImage, CancellationToken, T> make,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var workers = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        using var slots = new WorkerSlots(workers);
        var begun = Channel.CreateBounded<Task<T>>(workers);
        var beginning = Task.Run(() => BeginAsync(items, options.Decoding, steps, make, slots, begun.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var made in begun.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                yield return await made.ConfigureAwait(false);
            }
        }
        finally
        {
            // Whoever stops listening stops the work; its own end is of no interest then.
            await stop.CancelAsync().ConfigureAwait(false);
            await beginning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (begun.Reader.TryRead(out var made))
            {
                await ((Task)made).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task BeginAsync<T>(
        IEnumerable<(ImageFile Image, string? Reference)> items,
        DecodeOptions decoding,
        IReadOnlyList<PipelineStep> steps,
        Func<PreparedImage, CancellationToken, T> make,
        WorkerSlots slots,
        ChannelWriter<Task<T>> begun,
        CancellationToken cancellation)
    {
        SharedReference? reference = null;
        try
        {
            // A single image has nothing to share the cores with.
            var isSingle = items.TryGetNonEnumeratedCount(out var count) && count == 1;
            foreach (var (image, path) in items)
            {
                await slots.WaitAsync(cancellation).ConfigureAwait(false);
                await begun.WaitToWriteAsync(cancellation).ConfigureAwait(false);
                if (reference?.Path != path)
                {
                    reference?.End();
                    reference = path is null ? null : new SharedReference(path, decoding, steps, cancellation);
                }

                var prepared = new PreparedImage(image, reference, decoding, steps);
                var use = reference?.Enter();
                begun.TryWrite(Task.Run(
                    async () =>
                    {
                        try
                        {
                            return await prepared.RunAsync(slots, isSingle, make, cancellation).ConfigureAwait(false);
                        }
                        finally
                        {
                            use?.Dispose();
                            slots.Release();
                        }
                    },
                    CancellationToken.None));
            }

            begun.Complete();
        }
        catch (Exception e)
        {
            begun.Complete(e);
        }
        finally
        {
            reference?.End();
        }
    }

    /// <summary>Whether an image is large for any of the steps.</summary>
    public static bool IsLarge(Image image, IReadOnlyList<PipelineStep> steps) => steps.Any(step => step.Pixels(image.Width, image.Height) > LargePixels);
}
