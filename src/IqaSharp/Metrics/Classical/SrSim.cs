using System.Numerics.Tensors;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Fourier;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Spectral residual based similarity: similarity of saliency and gradients, weighted by saliency; SR-SIMc adds chrominance.</summary>
/// <remarks>Zhang, Li, "SR-SIM: A fast and high performance IQA index based on spectral residual", ICIP 2012, eqs. 1–8; the saliency is that of Hou, Zhang,
/// "Saliency detection: A spectral residual approach", CVPR 2007. Downsampled to about 256 pixels by averaging, as in the authors' code. 1 is identical.</remarks>
public static class SrSim
{
    /// <summary>The shortest side in pixels, so that the 10-tap smoothing fits at a quarter of the size.</summary>
    public const int SmallestSide = 40;

    private const float C1 = 0.4f;
    private const float C2 = 225;
    private const float ChrominanceC = 200;
    private const float Lambda = 0.03f;
    private const double Quarter = 0.25;
    private const float Epsilon = 1.1920929e-7f; // machine epsilon of float, so that the logarithm of an empty spectrum is finite

    // Ten taps after a zero: the centre of an even filter is right of its middle.
    private static readonly float[] Smoothing = [0, .. Kernel.Gaussian(10, 3.8)];

    /// <summary>SR-SIM, of luma alone.</summary>
    /// <param name="reference">The pristine image.</param>
    /// <param name="distorted">One of the same size.</param>
    /// <exception cref="ArgumentException">The images differ in size.</exception>
    /// <exception cref="BadImageException">The images differ, and neither has any structure.</exception>
    public static double Score(Image reference, Image distorted)
    {
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Undefined.Resolve(Score(x, y), reference, distorted, "sr-sim");
    }

    /// <summary>SR-SIMc, with chrominance as in FSIMc.</summary>
    /// <inheritdoc cref="Score(Image, Image)"/>
    public static double ColourScore(Image reference, Image distorted)
    {
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Undefined.Resolve(ColourScore(x, y), reference, distorted, "sr-simc");
    }

    /// <summary>Saliency, gradients, I and Q.</summary>
    internal static PlaneSet Extract(Image image)
    {
        using var full = Colour.Yiq(image);
        var yiq = full.Select(channel => Downsample.Average(channel, Downsample.Factor(image.Width, image.Height)));
        using var luma = yiq[0];
        return new PlaneSet(Saliency(luma), Gradient.Scharr(luma), yiq[1], yiq[2]);
    }

    internal static double Score(PlaneSet reference, PlaneSet distorted)
    {
        using var map = Map(reference, distorted);
        return Pool(map, reference, distorted);
    }

    internal static double ColourScore(PlaneSet reference, PlaneSet distorted)
    {
        using var map = Map(reference, distorted);
        using var chrominance = ChrominanceSimilarity.Of(reference[2], distorted[2], reference[3], distorted[3], ChrominanceC, Lambda);
        TensorPrimitives.Multiply(map.Samples, chrominance.Samples, map.Samples);
        return Pool(map, reference, distorted);
    }

    private static Plane Map(PlaneSet reference, PlaneSet distorted)
    {
        var map = Lanes.Zip(reference[0], distorted[0], new Similarity(C1));
        using var gradients = Lanes.Zip(reference[1], distorted[1], new Similarity(C2));
        TensorPrimitives.Sqrt<float>(gradients.Samples, gradients.Samples);
        TensorPrimitives.Multiply(map.Samples, gradients.Samples, map.Samples);
        return map;
    }

    private static double Pool(Plane map, PlaneSet reference, PlaneSet distorted)
    {
        using var weights = Lanes.Zip(reference[0], distorted[0], default(Maximum));
        return Statistics.WeightedMean(map, weights);
    }

    /// <summary>Saliency, 0–1: the inverse transform of the residual of the log spectrum.</summary>
    private static Plane Saliency(Plane luma)
    {
        using var small = Resize.Bicubic(luma, (int)Math.Ceiling(luma.Width * Quarter), (int)Math.Ceiling(luma.Height * Quarter), Quarter);
        using var spectrum = Transform2D.Forward(small);
        using var amplitude = spectrum.Magnitude();
        using var logarithm = new Plane(small.Width, small.Height);
        TensorPrimitives.Add(amplitude.Samples, Epsilon, logarithm.Samples);
        TensorPrimitives.Log<float>(logarithm.Samples, logarithm.Samples);
        using var expected = Filter.Same(logarithm, Kernel.Box(3), Border.Symmetric);
        Residual(spectrum, amplitude, logarithm, expected);
        using var image = Transform2D.Inverse(spectrum);
        using var energy = Lanes.Zip(image.Real, image.Imaginary, default(Hypotenuse));
        TensorPrimitives.Multiply<float>(energy.Samples, energy.Samples, energy.Samples);
        using var smooth = Filter.Same(energy, Smoothing, Border.Zero);
        Statistics.Normalise(smooth);
        return Resize.Bicubic(smooth, luma.Width, luma.Height);
    }

    /// <summary>Keeps the phase and replaces the log amplitude by its difference from the local mean.</summary>
    private static void Residual(ComplexPlane spectrum, Plane amplitude, Plane logarithm, Plane expected)
    {
        TensorPrimitives.Subtract(logarithm.Samples, expected.Samples, expected.Samples);
        TensorPrimitives.Exp<float>(expected.Samples, expected.Samples);
        for (var i = 0; i < amplitude.Samples.Length; i++)
        {
            var (length, residual) = (amplitude.Samples[i], expected.Samples[i]);
            (spectrum.Real.Samples[i], spectrum.Imaginary.Samples[i]) = length > 0
                ? (spectrum.Real.Samples[i] / length * residual, spectrum.Imaginary.Samples[i] / length * residual)
                : (residual, 0);
        }
    }
}
