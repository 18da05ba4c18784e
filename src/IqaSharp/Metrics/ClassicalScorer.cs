using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>A classical metric that judges an image alone.</summary>
internal sealed class ClassicalScorer(ClassicalMetric metric) : IScorer
{
    public QualityScore Score(Image image, CancellationToken cancellation)
    {
        Require(metric, image, cancellation);
        return new QualityScore(metric.ScoreAlone!(image));
    }

    public void Dispose()
    {
        // it holds nothing
    }

    /// <summary>Refuses an image that the metric cannot look at.</summary>
    public static void Require(ClassicalMetric metric, Image image, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Math.Min(image.Width, image.Height) < metric.SmallestSide)
        {
            throw new BadImageException(image.Name, $"{image.Width}×{image.Height} pixels are too few: {metric.Name} needs {metric.SmallestSide} on each side");
        }

        var (needed, available) = ((double)image.Width * image.Height * metric.BytesPerPixel, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (needed > available)
        {
            throw new BadImageException(image.Name, string.Create(CultureInfo.InvariantCulture, $"{metric.Name} of {image.Width}×{image.Height} pixels takes up to {needed / 1e9:F1} GB of memory, and {available / 1e9:F1} GB are there"));
        }
    }
}
