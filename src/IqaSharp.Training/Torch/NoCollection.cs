using System.Runtime;

namespace IqaSharp.Training.Torch;

/// <summary>While it lasts, no garbage is collected, as long as no more than its budget is allocated.</summary>
/// <remarks>TorchSharp hands a constant, as in <c>tensor + 1e-8</c>, to libtorch as the address of an object that nothing holds any longer.
/// Where other threads allocate, a collection in that moment frees it while the operator reads it, and the operator fails or computes with something else.</remarks>
internal sealed class NoCollection : IDisposable
{
    private const long Budget = 200_000_000; // the next step's images are loaded meanwhile

    private const long CollectEvery = 1_000_000_000;

    private static long s_collectedAt; // of all that was ever allocated

    private readonly bool _began;

    public NoCollection()
    {
        // A region takes new memory rather than collect what is garbage. Where nothing is allocated between one region and the next, nobody else would.
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
            _began = false; // another thread was faster, or there is not as much
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
            // more than the budget was allocated, and the collection was made
        }
    }
}
