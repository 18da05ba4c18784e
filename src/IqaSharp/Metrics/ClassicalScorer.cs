using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;

namespace IqaSharp.Metrics;

/// <summary>A metric without learned weights, behind the face that the learned ones have.</summary>
internal sealed class ClassicalScorer(ClassicalMetric metric, MetricOptions options) : IScorer, IPairScorer
{
    public IScorer With(Image reference, CancellationToken cancellation)
    {
        Require(reference, cancellation);
        return new WithReference(this, Run(() => metric.PrepareReference!(reference)));
    }

    public QualityScore Score(Image image, CancellationToken cancellation)
    {
        Require(image, cancellation);
        return new QualityScore(Run(() => metric.ScoreAlone!(image)));
    }

    public void Dispose()
    {
        // it holds nothing
    }

    private void Require(Image image, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Math.Min(image.Width, image.Height) < metric.SmallestSide)
        {
            throw new BadImageException(image.Name, $"{image.Width}×{image.Height} pixels are too few: {metric.Name} needs {metric.SmallestSide} on each side");
        }
    }

    /// <summary>On as many threads as the options allow: what runs in parallel keeps to the scheduler that it is asked on.</summary>
    private T Run<T>(Func<T> work)
    {
        if (options.Threads == 0)
        {
            return work();
        }

        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.Threads).ConcurrentScheduler;
        return Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, scheduler).GetAwaiter().GetResult();
    }

    /// <summary>A reference as the metric has seen it.</summary>
    private sealed class WithReference(ClassicalScorer scorer, IClassicalReference reference) : IScorer
    {
        public QualityScore Score(Image image, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return new QualityScore(scorer.Run(() => reference.Score(image)));
        }

        public void Dispose() => reference.Dispose();
    }
}
