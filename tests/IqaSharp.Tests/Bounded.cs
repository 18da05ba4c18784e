using System.Diagnostics;
using Xunit;

namespace IqaSharp.Tests;

/// <summary>The bounds that docs/reliability.md promises for an untrusted file of up to 1 MB.</summary>
internal static class Bounded
{
    private const long MostBytes = 256_000_000;

    /// <summary>Runs a reader on this thread. What it allocates in all is an upper bound of what it holds.</summary>
    public static void Run(Action read)
    {
        var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        read();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }
}
