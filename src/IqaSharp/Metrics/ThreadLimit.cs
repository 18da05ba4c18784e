using IqaSharp.Core;

namespace IqaSharp.Metrics;

/// <summary>Keeps what is not the network to the number of threads that the options allow.</summary>
internal static class ThreadLimit
{
    /// <summary>Runs work: parallel loops stay on the scheduler that they are started on.</summary>
    public static T Run<T>(MetricOptions options, Func<T> work)
    {
        if (options.Threads == 0 || SingleThread.IsEntered)
        {
            return work();
        }

        if (options.Threads == 1)
        {
            return SingleThread.Run(work);
        }

        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.Threads).ConcurrentScheduler;
        return Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, scheduler).GetAwaiter().GetResult();
    }
}
