using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Gradient magnitude similarity deviation: the standard deviation, over the image, of gradient similarity.</summary>
/// <remarks>Xue, Zhang, Mou, Bovik, "Gradient Magnitude Similarity Deviation: A Highly Efficient Perceptual Image Quality Index", IEEE TIP 23(2), 2014, eqs. 4–6.
/// Luma in 0–255, halved once by a 2×2 mean as in the authors' code. 0 is identical; larger is worse; natural images stay below 0.35.</remarks>
public static class Gmsd
{
    /// <summary>The shortest side in pixels; below it, boundary effects dominate.</summary>
    public const int SmallestSide = 16;

    private const float C = 170;

    /// <summary>The standard deviation of the map.</summary>
    /// <param name="reference">Luma, [height, width], 0–255.</param>
    /// <param name="distorted">Luma of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size.</exception>
    public static double Score(Plane reference, Plane distorted)
    {
        using var map = Map(reference, distorted);
        return Statistics.StandardDeviation(map);
    }

    /// <summary>The similarity map of gradient magnitudes.</summary>
    /// <inheritdoc cref="Score"/>
    /// <returns>[⌈height / 2⌉, ⌈width / 2⌉], 0–1.</returns>
    public static Plane Map(Plane reference, Plane distorted)
    {
        using var x = Gradients(reference);
        using var y = Gradients(distorted);
        return Map(x, y, 0);
    }

    /// <summary>The gradient magnitudes of an image, at half its size.</summary>
    internal static Plane Gradients(Plane luma)
    {
        using var half = Downsample.Average(luma, 2);
        return Gradient.Prewitt(half);
    }

    /// <summary>The similarity of two gradient magnitudes.</summary>
    internal static Plane Map(Plane reference, Plane distorted, float masking) => Lanes.Zip(reference, distorted, new Similarity(C, masking));
}
