using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>A metric with the reference that it processed last, for images that share it.</summary>
internal sealed class KeptReference(Metric metric) : IDisposable
{
    private (Image Image, ReferencedMetric Metric)? _current;

    public QualityScore Score(Image image, Image? reference, CancellationToken cancellation)
    {
        if (_current is not { } kept || kept.Image != reference)
        {
            Dispose();
            _current = kept = (reference!, metric.Referenced(reference!, cancellation));
        }

        return kept.Metric.Score(image, cancellation);
    }

    public void Dispose()
    {
        _current?.Metric.Dispose();
        _current = null;
    }
}
