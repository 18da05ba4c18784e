using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>A classical metric that compares an image with its pristine original.</summary>
internal sealed class ClassicalPairScorer(ClassicalMetric metric) : IPairScorer
{
    public IScorer With(Image reference, CancellationToken cancellation)
    {
        ClassicalScorer.Require(metric, reference, cancellation);
        return new WithReference(metric.PrepareReference!(reference));
    }

    public void Dispose()
    {
        // it holds nothing
    }

    private sealed class WithReference(IClassicalReference reference) : IScorer
    {
        public QualityScore Score(Image image, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return reference.Score(image);
        }

        public void Dispose() => reference.Dispose();
    }
}
