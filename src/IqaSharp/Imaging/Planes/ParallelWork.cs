using IqaSharp.Core;

namespace IqaSharp.Imaging.Planes;

/// <summary>Runs work on all cores.</summary>
internal static class ParallelWork
{
    /// <summary>Below this many samples a second thread costs more than it saves.</summary>
    private const int LeastSamples = 1 << 15;

    /// <summary>Splits the rows of a plane into bands and runs work on each.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">Samples per row, to decide how many threads are worth their cost.</param>
    /// <param name="work">Called with the first row of a band and the row after its last.</param>
    public static void ForRows(int rows, int width, Action<int, int> work)
    {
        var bands = (int)Math.Clamp((long)rows * width / LeastSamples, 1, Math.Min(rows, 2 * Environment.ProcessorCount));
        ForEach(bands, band => work((int)((long)rows * band / bands), (int)((long)rows * (band + 1) / bands)));
    }

    /// <summary>Runs independent work items on the current task scheduler, and so with its number of threads; in <see cref="SingleThread"/>, one after the other.</summary>
    public static void ForEach(int count, Action<int> work)
    {
        if (count == 1 || SingleThread.IsEntered)
        {
            for (var i = 0; i < count; i++)
            {
                work(i);
            }

            return;
        }

        Parallel.For(0, count, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, work);
    }
}
