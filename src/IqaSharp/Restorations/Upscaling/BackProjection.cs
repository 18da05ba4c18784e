using IqaSharp.Imaging.Planes;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Iterative back-projection: what the reduced result lacks of the degraded image is added to it, again and again.</summary>
/// <remarks>Irani, Peleg, "Improving resolution by image registration", CVGIP: Graphical Models and Image Processing 53(3), 1991. The reduction is assumed bicubic.</remarks>
internal static class BackProjection
{
    public static Plane Upscale(Plane degraded, int width, int height, int iterations)
    {
        var kernel = ResamplingKernel.Cubic(-0.5);
        var result = Resampling.Resize(degraded, width, height, kernel);
        for (var i = 0; i < iterations; i++)
        {
            using var reduced = Resampling.Resize(result, degraded.Width, degraded.Height, kernel);
            TensorPrimitives.Subtract(degraded.Samples, reduced.Samples, reduced.Samples);
            using var lacking = Resampling.Resize(reduced, width, height, kernel);
            TensorPrimitives.Add(result.Samples, lacking.Samples, result.Samples);
        }

        return result;
    }
}
