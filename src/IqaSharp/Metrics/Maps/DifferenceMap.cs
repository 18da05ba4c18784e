using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics.Classical;

namespace IqaSharp.Metrics.Maps;

/// <summary>Where an image differs from its reference, by a classical metric that computes a similarity map.</summary>
public static class DifferenceMap
{
    /// <param name="metric">SSIM, GMSD, FSIM, MDSI, Butteraugli: a metric that has a <see cref="ClassicalMetric.Map"/>.</param>
    /// <param name="reference">The pristine original.</param>
    /// <param name="image">An image of its size.</param>
    /// <returns>1 − similarity at each place, or Butteraugli's difference; 0 where nothing differs; null for a metric without a map. It may be smaller than the images.</returns>
    public static Plane? Of(ClassicalMetric metric, Image reference, Image image)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var map = metric.Map?.Invoke(reference, image);
        foreach (ref var value in map is null ? [] : map.Samples)
        {
            value = 1 - value;
        }

        return map;
    }
}
