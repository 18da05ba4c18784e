using System.Diagnostics;
using Xunit;

namespace IqaSharp.Tests;

/// <summary>The bounds that docs/reliability.md promises for an untrusted file of up to 1 MB.</summary>
internal static class Bounded
{
    private const long MostBytes = 256_000_000;
    private const double MostSeconds = 5;
    private const int Attempts = 3; // a busy machine may stop the thread for seconds

    /// <summary>Runs a reader on this thread. What it allocates in all is an upper bound of what it holds.</summary>
    public static void Run(Action read)
    {
        var seconds = double.MaxValue;
        for (var attempt = 0; attempt < Attempts && seconds > MostSeconds; attempt++)
        {
            var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
            read();
            seconds = clock.Elapsed.TotalSeconds;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }

        Assert.InRange(seconds, 0, MostSeconds);
    }
}
