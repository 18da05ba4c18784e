using System.Numerics;
using System.Numerics.Tensors;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using Plane = IqaSharp.Imaging.Planes.Plane;

namespace IqaSharp.Metrics.Classical;

/// <summary>Mean deviation similarity index: the mean deviation, over the image, of the similarity of gradients and of chromaticity.</summary>
/// <remarks>Ziaei Nafchi, Shahkolaei, Hedjam, Cheriet, "Mean Deviation Similarity Index: Efficient and Reliable Full-Reference Image Quality Evaluator",
/// IEEE Access 4, 2016, eqs. 4–10, with summation (α = 0.6). 0 is identical; larger is worse.</remarks>
public static class Mdsi
{
    /// <summary>The shortest side in pixels; below it, boundary effects dominate.</summary>
    public const int SmallestSide = 16;

    private const float C1 = 140;
    private const float C2 = 55;
    private const float C3 = 550;
    private const float Alpha = 0.6f;
    private const double Power = 0.25;

    /// <param name="reference">The pristine image.</param>
    /// <param name="distorted">One of the same size.</param>
    /// <exception cref="ArgumentException">The images differ in size.</exception>
    public static double Score(Image reference, Image distorted)
    {
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Score(x, y);
    }

    /// <summary>The similarity map of gradients and chromaticity.</summary>
    /// <inheritdoc cref="Score(Image, Image)"/>
    /// <returns>[⌈height / f⌉, ⌈width / f⌉] with f = the rounded shorter side / 256; 1 and less.</returns>
    public static Plane Map(Image reference, Image distorted)
    {
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Map(x, y);
    }

    /// <summary>Luma, its gradients, and the chromaticities H and M, all at the size of the comparison.</summary>
    internal static PlaneSet Extract(Image image)
    {
        var factor = Downsample.Factor(image.Width, image.Height);
        Plane Channel(float red, float green, float blue)
        {
            using var full = Colour.Channel(image, red, green, blue);
            return Downsample.Average(full, factor);
        }

        var luma = Channel(0.2989f, 0.5870f, 0.1140f);
        return new PlaneSet(luma, Gradient.Prewitt(luma), Channel(0.30f, 0.04f, -0.35f), Channel(0.34f, -0.60f, 0.17f));
    }

    /// <summary>The mean deviation of the map's fourth root. Opposite gradients may make the map negative and its root complex.</summary>
    internal static double Score(PlaneSet reference, PlaneSet distorted)
    {
        using var map = Map(reference, distorted);
        var sum = Complex.Zero;
        foreach (var similarity in map.Samples)
        {
            sum += Root(similarity) - 1;
        }

        // Relative to 1, which is exact for identical images: the final fourth root would turn a rounding error of 1e-16 into 1e-4.
        var mean = 1 + (sum / map.Samples.Length);
        var deviation = 0.0;
        foreach (var similarity in map.Samples)
        {
            deviation += Complex.Abs(Root(similarity) - mean);
        }

        return Math.Pow(deviation / map.Samples.Length, Power);
    }

    private static Plane Map(PlaneSet reference, PlaneSet distorted)
    {
        using var fused = Lanes.Zip(reference[0], distorted[0], new WeightedSum(0.5f, 0.5f));
        using var gradient = Gradient.Prewitt(fused);
        var map = Lanes.Zip(reference[1], distorted[1], new Similarity(C1));
        using var distortedToFused = Lanes.Zip(distorted[1], gradient, new Similarity(C2));
        using var referenceToFused = Lanes.Zip(reference[1], gradient, new Similarity(C2));
        TensorPrimitives.Add<float>(map.Samples, distortedToFused.Samples, map.Samples);
        TensorPrimitives.Subtract<float>(map.Samples, referenceToFused.Samples, map.Samples);
        using var chromaticity = Chromaticity(reference, distorted);
        Lanes.Zip(map.Samples, chromaticity.Samples, map.Samples, new WeightedSum(Alpha, 1 - Alpha));
        return map;
    }

    /// <summary>Eq. 5: one similarity of the pair (H, M).</summary>
    private static Plane Chromaticity(PlaneSet reference, PlaneSet distorted)
    {
        var result = new Plane(reference[2].Width, reference[2].Height);
        ParallelWork.ForRows(result.Height, result.Width, (from, to) =>
        {
            ReadOnlySpan<float> hx = reference[2].Rows(from, to);
            ReadOnlySpan<float> hy = distorted[2].Rows(from, to);
            ReadOnlySpan<float> mx = reference[3].Rows(from, to);
            ReadOnlySpan<float> my = distorted[3].Rows(from, to);
            var similarity = result.Rows(from, to);
            for (var i = 0; i < similarity.Length; i++)
            {
                var product = (hx[i] * hy[i]) + (mx[i] * my[i]);
                var squares = (hx[i] * hx[i]) + (mx[i] * mx[i]) + ((hy[i] * hy[i]) + (my[i] * my[i]));
                similarity[i] = (product + product + C3) / (squares + C3);
            }
        });
        return result;
    }

    private static Complex Root(float value) => value >= 0 ? Math.Sqrt(Math.Sqrt(value)) : Complex.FromPolarCoordinates(Math.Sqrt(Math.Sqrt(-value)), Math.PI * Power);
}
