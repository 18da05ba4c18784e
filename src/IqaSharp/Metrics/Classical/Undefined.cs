using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>What becomes of 0/0, where a metric weights by content and there is none: an exact copy has the best score, and anything else is refused.</summary>
internal static class Undefined
{
    /// <summary>The score of two images.</summary>
    /// <param name="score">NaN where it is undefined.</param>
    /// <param name="reference">The pristine image.</param>
    /// <param name="distorted">One of the same size.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="best">The score of an exact copy.</param>
    /// <exception cref="BadImageException">The score is undefined, and the images differ.</exception>
    public static double Resolve(double score, Image reference, Image distorted, string metric, double best = 1) =>
        !double.IsNaN(score) ? score
        : reference.HasPixelsOf(distorted) ? best
        : throw new BadImageException(reference.Name, Reason(metric));

    /// <summary>The score of two planes.</summary>
    /// <inheritdoc cref="Resolve(double, Image, Image, string, double)"/>
    /// <exception cref="ArgumentException">The score is undefined, and the planes differ.</exception>
    public static double Resolve(double score, Plane reference, Plane distorted, string metric, double best = 1) =>
        !double.IsNaN(score) ? score
        : reference.Samples.SequenceEqual(distorted.Samples) ? best
        : throw new ArgumentException(Reason(metric), nameof(reference));

    private static string Reason(string metric) => $"flat or dark: {metric} has nothing to measure against such a reference";
}
