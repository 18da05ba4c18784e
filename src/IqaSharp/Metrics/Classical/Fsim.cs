using System.Numerics.Tensors;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Feature similarity: similarity of phase congruency and gradients, weighted by phase congruency; FSIMc adds chrominance.</summary>
/// <remarks>Zhang, Zhang, Mou, Zhang, "FSIM: A feature similarity index for image quality assessment", IEEE TIP 20(8), 2011, eqs. 4–11.
/// Downsampled to about 256 pixels by averaging, as in the authors' code. 1 is identical.</remarks>
public static class Fsim
{
    /// <summary>The shortest side in pixels: one wavelength of the largest filter.</summary>
    public const int SmallestSide = 48;

    private const float T1 = 0.85f;
    private const float T2 = 160;
    private const float T3 = 200;
    private const float Lambda = 0.03f;

    /// <summary>FSIM, of luma alone.</summary>
    /// <param name="reference">The pristine image.</param>
    /// <param name="distorted">One of the same size.</param>
    /// <exception cref="ArgumentException">The images differ in size.</exception>
    /// <exception cref="BadImageException">The images differ, and neither has any structure.</exception>
    public static double Score(Image reference, Image distorted)
    {
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Undefined.Resolve(Score(x, y), reference, distorted, "fsim");
    }

    /// <summary>FSIMc, with chrominance.</summary>
    /// <inheritdoc cref="Score(Image, Image)"/>
    public static double ColourScore(Image reference, Image distorted)
    {
        using var x = ExtractColour(reference);
        using var y = ExtractColour(distorted);
        return Undefined.Resolve(ColourScore(x, y), reference, distorted, "fsimc");
    }

    /// <summary>The similarity map of phase congruency and gradients.</summary>
    /// <inheritdoc cref="Score(Image, Image)"/>
    /// <returns>[⌈height / f⌉, ⌈width / f⌉] with f = the rounded shorter side / 256; 0–1.</returns>
    public static Plane Map(Image reference, Image distorted)
    {
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Map(x, y);
    }

    /// <summary>Phase congruency and gradients.</summary>
    internal static PlaneSet Extract(Image image)
    {
        using var luma = Shrink(image, Colour.Luma(image));
        return new PlaneSet(PhaseCongruency.Of(luma), Gradient.Scharr(luma));
    }

    /// <summary>Phase congruency, gradients, I and Q.</summary>
    internal static PlaneSet ExtractColour(Image image)
    {
        using var full = Colour.Yiq(image);
        var yiq = full.Select(channel => Downsample.Average(channel, Downsample.Factor(image.Width, image.Height)));
        using var luma = yiq[0];
        return new PlaneSet(PhaseCongruency.Of(luma), Gradient.Scharr(luma), yiq[1], yiq[2]);
    }

    internal static double Score(PlaneSet reference, PlaneSet distorted)
    {
        using var map = Map(reference, distorted);
        return Pool(map, reference, distorted);
    }

    internal static double ColourScore(PlaneSet reference, PlaneSet distorted)
    {
        using var map = Map(reference, distorted);
        using var chrominance = ChrominanceSimilarity.Of(reference[2], distorted[2], reference[3], distorted[3], T3, Lambda);
        TensorPrimitives.Multiply(map.Samples, chrominance.Samples, map.Samples);
        return Pool(map, reference, distorted);
    }

    private static Plane Map(PlaneSet reference, PlaneSet distorted)
    {
        var map = Lanes.Zip(reference[0], distorted[0], new Similarity(T1));
        using var gradients = Lanes.Zip(reference[1], distorted[1], new Similarity(T2));
        TensorPrimitives.Multiply(map.Samples, gradients.Samples, map.Samples);
        return map;
    }

    private static double Pool(Plane map, PlaneSet reference, PlaneSet distorted)
    {
        using var weights = Lanes.Zip(reference[0], distorted[0], default(Maximum));
        return Statistics.WeightedMean(map, weights);
    }

    private static Plane Shrink(Image image, Plane full)
    {
        using (full)
        {
            return Downsample.Average(full, Downsample.Factor(image.Width, image.Height));
        }
    }
}
