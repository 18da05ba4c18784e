using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>The entropy of the luma histogram, in bits per pixel: 0 for a flat image, at most 8.</summary>
/// <remarks>Shannon, "A Mathematical Theory of Communication", Bell System Technical Journal 27, 1948, section 6.
/// A baseline: larger is usually better, but noise also increases it.</remarks>
public static class Entropy
{
    /// <summary>The smallest side, in pixels.</summary>
    public const int SmallestSide = 1;

    private const int Levels = 256;

    /// <summary>The entropy of an image.</summary>
    public static double Score(Image image)
    {
        using var luma = Colour.Grey(image.At8Bits);
        return Score(luma);
    }

    /// <summary>The entropy of a luma plane; values are rounded to whole grey levels.</summary>
    /// <param name="luma">0–255.</param>
    public static double Score(Plane luma)
    {
        ArgumentNullException.ThrowIfNull(luma);
        Span<int> histogram = stackalloc int[Levels];
        foreach (var sample in luma.Samples)
        {
            histogram[(int)Math.Clamp(sample + 0.5f, 0, Levels - 1)]++;
        }

        var entropy = 0.0;
        foreach (var count in histogram)
        {
            var p = (double)count / luma.Samples.Length;
            entropy -= p > 0 ? p * Math.Log2(p) : 0;
        }

        return entropy;
    }
}
