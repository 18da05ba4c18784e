using IqaSharp.Imaging.Planes;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Iterative back-projection: the result is reduced, and the upscaled residual to the degraded image is added, repeatedly.</summary>
/// <remarks>Irani, Peleg, "Improving resolution by image registration", CVGIP: Graphical Models and Image Processing 53(3), 1991. The reduction is assumed bicubic.</remarks>
internal static class BackProjection
{
    public static Plane Upscale(Plane degraded, int width, int height, int iterations)
    {
        var kernel = ResamplingKernel.Cubic(-0.5);
        var result = PlaneResampler.Resize(degraded, width, height, kernel);
        for (var i = 0; i < iterations; i++)
        {
            using var reduced = PlaneResampler.Resize(result, degraded.Width, degraded.Height, kernel);
            TensorPrimitives.Subtract(degraded.Samples, reduced.Samples, reduced.Samples);
            using var residual = PlaneResampler.Resize(reduced, width, height, kernel);
            TensorPrimitives.Add(result.Samples, residual.Samples, result.Samples);
        }

        return result;
    }
}
