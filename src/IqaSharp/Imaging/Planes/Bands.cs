namespace IqaSharp.Imaging.Planes;

/// <summary>Rows of a plane, shared out among the cores.</summary>
internal static class Bands
{
    /// <summary>Below this many samples a second thread costs more than it saves.</summary>
    private const int LeastSamples = 1 << 15;

    /// <summary>Runs work on bands of rows.</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="width">Samples per row, to judge what is worth a thread.</param>
    /// <param name="work">Gets the first row of a band and the row behind its last.</param>
    public static void For(int rows, int width, Action<int, int> work)
    {
        var bands = (int)Math.Clamp((long)rows * width / LeastSamples, 1, Math.Min(rows, 2 * Environment.ProcessorCount));
        Each(bands, band => work((int)((long)rows * band / bands), (int)((long)rows * (band + 1) / bands)));
    }

    /// <summary>Runs independent pieces of work. They keep to the scheduler that they are asked on, and so to its number of threads.</summary>
    public static void Each(int count, Action<int> work)
    {
        if (count == 1)
        {
            work(0);
            return;
        }

        Parallel.For(0, count, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, work);
    }
}
