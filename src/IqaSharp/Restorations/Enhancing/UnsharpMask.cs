using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Denoising;
using IqaSharp.Restorations.Filtering;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Enhancing;

/// <summary>Unsharp masking: x + amount · (x − smooth(x)).</summary>
/// <remarks>Gonzalez, Woods, "Digital image processing", section 3.6.3.</remarks>
internal static class UnsharpMask
{
    /// <summary>Smooths with a Gaussian: halos on both sides of an edge, as wide as the blur.</summary>
    public static Plane Sharpen(Plane plane, double sigma, float amount) => AddDetail(plane, Gaussian.Blur(plane, sigma), amount);

    /// <summary>Smooths with an edge-preserving filter, which amplifies texture without halos: He, Sun, Tang 2013, section 5.2.</summary>
    public static Plane BoostDetail(Plane plane, int radius, float epsilon, float amount) => AddDetail(plane, GuidedFilter.Smooth(plane, radius, epsilon), amount);

    private static Plane AddDetail(Plane plane, Plane smooth, float amount)
    {
        TensorPrimitives.Subtract(plane.Samples, smooth.Samples, smooth.Samples);
        TensorPrimitives.MultiplyAdd(smooth.Samples, amount, plane.Samples, smooth.Samples);
        return smooth;
    }
}
