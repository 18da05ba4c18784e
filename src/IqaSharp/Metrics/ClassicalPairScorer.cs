using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
using IqaSharp.Metrics.Maps;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>A classical metric that compares an image with its pristine original.</summary>
internal sealed class ClassicalPairScorer(ClassicalMetric metric, MetricOptions options) : IPairScorer
{
    public IScorer With(Image reference, CancellationToken cancellation)
    {
        ClassicalScorer.Require(metric, reference, cancellation);
        var prepared = ClassicalScorer.Run(options, () => metric.PrepareReference!(reference));
        return metric.Map is null ? new WithReference(options, prepared) : new WithMap(metric, options, reference, prepared);
    }

    public void Dispose()
    {
        // it holds nothing
    }

    private class WithReference(MetricOptions options, IClassicalReference reference) : IScorer
    {
        public QualityScore Score(Image image, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return ClassicalScorer.Run(options, () => reference.Score(image));
        }

        public void Dispose() => reference.Dispose();
    }

    private sealed class WithMap(ClassicalMetric metric, MetricOptions options, Image reference, IClassicalReference prepared) : WithReference(options, prepared), IQualityMapper
    {
        private readonly MetricOptions _options = options;

        public QualityMap Map(Image image, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return QualityMap.OfDifferences(ClassicalScorer.Run(_options, () => DifferenceMap.Of(metric, reference, image)!));
        }
    }
}
