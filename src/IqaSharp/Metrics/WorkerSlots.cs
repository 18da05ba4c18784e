namespace IqaSharp.Metrics;

/// <summary>How many images are worked on at once, and that a large one is scored alone.</summary>
/// <param name="count">The number of images.</param>
internal sealed class WorkerSlots(int count) : IDisposable
{
    private readonly SemaphoreSlim _images = new(count);
    private readonly SemaphoreSlim _scores = new(count);
    private readonly SemaphoreSlim _large = new(1);

    /// <summary>Waits until an image may be begun.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _images.WaitAsync(cancellation);

    /// <summary>An image is done.</summary>
    public void Release() => _images.Release();

    /// <summary>Waits until a decoded image may be scored.</summary>
    /// <param name="alone">Whether it waits for all others, and they for it.</param>
    /// <param name="cancellation">Ends the waiting for all images: nothing is given back then.</param>
    /// <returns>Disposed of when it is scored.</returns>
    public async Task<IDisposable> EnterAsync(bool alone, CancellationToken cancellation)
    {
        if (!alone)
        {
            await _scores.WaitAsync(cancellation).ConfigureAwait(false);
            return new Slots(this, 1);
        }

        // One large image after the other: two that hold a part of the slots each would wait for ever.
        await _large.WaitAsync(cancellation).ConfigureAwait(false);
        for (var i = 0; i < count; i++)
        {
            await _scores.WaitAsync(cancellation).ConfigureAwait(false);
        }

        _large.Release();
        return new Slots(this, count);
    }

    /// <summary>To be called when nothing waits any more.</summary>
    public void Dispose()
    {
        _images.Dispose();
        _scores.Dispose();
        _large.Dispose();
    }

    private sealed class Slots(WorkerSlots owner, int count) : IDisposable
    {
        public void Dispose() => owner._scores.Release(count);
    }
}
