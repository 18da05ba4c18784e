using IqaSharp.Extensions;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Server.Limits;

namespace IqaSharp.Server.Endpoints;

/// <summary>The way of every request with images: its body is read, it takes a place in the queue, and a worker takes one image after the other.</summary>
/// <param name="options">The server's options.</param>
/// <param name="queue">The queue.</param>
/// <param name="budget">The memory of bodies.</param>
internal sealed class Answering(ServerOptions options, WorkQueue queue, MemoryBudget budget)
{
    /// <summary>One image, or an image and its reference, computed by a worker.</summary>
    public delegate Task<T> Work<T>(MetricService metric, IReadOnlyList<EncodedImage> images, Func<Metric, IReadOnlyList<Image>, CancellationToken, Task<T>> compute);

    /// <param name="context">The request.</param>
    /// <param name="answer">Makes the answer of the files, with the workers.</param>
    public async Task<IResult> RunAsync<T>(HttpContext context, Func<Uploads, Work<T>, Task<IResult>> answer)
    {
        queue.ThrowIfFull();
        using var uploads = await Uploads.ReadAsync(context.Request, options, budget);
        using var place = queue.Enter();
        return await answer(uploads, (metric, images, compute) => ComputeAsync(place, metric, images, compute, context.RequestAborted));
    }

    private async Task<T> ComputeAsync<T>(WorkQueue.Place place, MetricService metric, IReadOnlyList<EncodedImage> images, Func<Metric, IReadOnlyList<Image>, CancellationToken, Task<T>> compute, CancellationToken aborted)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        time.CancelAfter(options.Timeout);
        try
        {
            return await place.WorkAsync(() => metric.RunAsync(images, compute, time.Token), time.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw new TimeoutException($"{images[0].Name}: took longer than {options.Timeout.TotalSeconds:0} seconds");
        }
    }
}
