using System.Numerics.Tensors;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Visual saliency-induced index: similarity of saliency, gradients and chrominance, weighted by saliency.</summary>
/// <remarks>Zhang, Shen, Li, "VSI: A visual saliency-induced index for perceptual image quality assessment", IEEE TIP 23(10), 2014, eqs. 5–12; the saliency is that of
/// Zhang, Gu, Li, "SDSP: A novel saliency detection method by combining simple priors", ICIP 2013. Downsampled to about 256 pixels by averaging.
/// Resizing and averaging follow the authors' MATLAB; piq's averaging window lies one pixel further to the upper left, which changes scores by up to 0.001. 1 is identical.</remarks>
public static class Vsi
{
    /// <summary>The shortest side in pixels; below it, boundary effects dominate.</summary>
    public const int SmallestSide = 16;

    private const float C1 = 1.27f;
    private const float C2 = 386;
    private const float C3 = 130;
    private const float Alpha = 0.4f;
    private const float Beta = 0.02f;

    /// <param name="reference">The pristine image.</param>
    /// <param name="distorted">One of the same size.</param>
    /// <exception cref="ArgumentException">The images differ in size.</exception>
    /// <exception cref="BadImageException">The images differ, and neither has any structure.</exception>
    public static double Score(Image reference, Image distorted)
    {
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Undefined.Resolve(Score(x, y), reference, distorted, "vsi");
    }

    /// <summary>Saliency, gradients, and the chrominances M and N.</summary>
    internal static PlaneSet Extract(Image image)
    {
        var factor = Downsample.Factor(image.Width, image.Height);
        Plane Shrink(Plane full)
        {
            using (full)
            {
                return Downsample.Average(full, factor);
            }
        }

        using var luma = Shrink(Colour.Channel(image, 0.06f, 0.63f, 0.27f));
        return new PlaneSet(
            Shrink(Sdsp.Saliency(image)),
            Gradient.Scharr(luma),
            Shrink(Colour.Channel(image, 0.30f, 0.04f, -0.35f)),
            Shrink(Colour.Channel(image, 0.34f, -0.60f, 0.17f)));
    }

    internal static double Score(PlaneSet reference, PlaneSet distorted)
    {
        using var map = Lanes.Zip(reference[0], distorted[0], new Similarity(C1));
        using var gradients = Lanes.Zip(reference[1], distorted[1], new Similarity(C2));
        TensorPrimitives.Pow(gradients.Samples, Alpha, gradients.Samples);
        TensorPrimitives.Multiply(map.Samples, gradients.Samples, map.Samples);
        using var chrominance = ChrominanceSimilarity.Of(reference[2], distorted[2], reference[3], distorted[3], C3, Beta);
        TensorPrimitives.Multiply(map.Samples, chrominance.Samples, map.Samples);
        using var weights = Lanes.Zip(reference[0], distorted[0], default(Maximum));
        return Statistics.WeightedMean(map, weights);
    }
}
