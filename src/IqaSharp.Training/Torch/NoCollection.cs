using System.Runtime;

namespace IqaSharp.Training.Torch;

/// <summary>Suspends garbage collection while it is open, up to a budget of allocations.</summary>
/// <remarks>TorchSharp passes a constant, as in <c>tensor + 1e-8</c>, to libtorch by the address of an object that is no longer referenced.
/// If another thread allocates and triggers a collection at that moment, the operator fails or reads a wrong value.</remarks>
internal sealed class NoCollection : IDisposable
{
    private const long Budget = 200_000_000; // the next step's images are loaded in the meantime

    private const long CollectEvery = 1_000_000_000;

    private static long s_collectedAt; // total bytes allocated at the last collection

    private readonly bool _began;

    public NoCollection()
    {
        // A region takes new memory instead of collecting. If nothing is allocated between regions, nothing else would trigger a collection.
        if (GC.GetTotalAllocatedBytes() is var allocated && allocated - s_collectedAt > CollectEvery)
        {
            s_collectedAt = allocated;
            GC.Collect();
        }

        try
        {
            _began = GCSettings.LatencyMode != GCLatencyMode.NoGCRegion && GC.TryStartNoGCRegion(Budget);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentOutOfRangeException)
        {
            _began = false; // another thread opened one first, or there is not enough memory
        }
    }

    public void Dispose()
    {
        if (!_began || GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
        {
            return;
        }

        try
        {
            GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // the budget was exceeded, and the runtime has collected
        }
    }
}
