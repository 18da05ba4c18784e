using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
using IqaSharp.Metrics.Maps;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>A classical metric that compares an image with its pristine original.</summary>
internal sealed class ClassicalPairScorer(ClassicalMetric metric) : IPairScorer
{
    public IScorer With(Image reference, CancellationToken cancellation)
    {
        ClassicalScorer.Require(metric, reference, cancellation);
        var prepared = metric.PrepareReference!(reference);
        return metric.Map is null ? new WithReference(prepared) : new WithMap(metric, reference, prepared);
    }

    public void Dispose()
    {
        // it holds nothing
    }

    private class WithReference(IClassicalReference reference) : IScorer
    {
        public QualityScore Score(Image image, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return reference.Score(image);
        }

        public void Dispose() => reference.Dispose();
    }

    private sealed class WithMap(ClassicalMetric metric, Image reference, IClassicalReference prepared) : WithReference(prepared), IQualityMapper
    {
        public QualityMap Map(Image image, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return QualityMap.OfDifferences(DifferenceMap.Of(metric, reference, image)!);
        }
    }
}
