using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Filtering;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Denoising;

/// <summary>The self-guided filter: in each window the output is a linear function of the image, with a smaller slope where the variance is lower.</summary>
/// <remarks>He, Sun, Tang, "Guided image filtering", IEEE TPAMI 35(6), 2013, eqs. 5–8.</remarks>
internal static class GuidedFilter
{
    /// <param name="plane">0–255.</param>
    /// <param name="radius">Radius of the windows, in pixels.</param>
    /// <param name="epsilon">Windows with a variance below this are flattened.</param>
    public static Plane Smooth(Plane plane, int radius, float epsilon)
    {
        using var mean = BoxMean.Of(plane, radius);
        using var squares = new Plane(plane.Width, plane.Height);
        TensorPrimitives.Multiply(plane.Samples, plane.Samples, squares.Samples);
        using var slope = BoxMean.Of(squares, radius);
        var m = mean.Samples;
        var a = slope.Samples;
        for (var i = 0; i < a.Length; i++)
        {
            var variance = MathF.Max(a[i] - (m[i] * m[i]), 0);
            a[i] = variance / (variance + epsilon);
            m[i] -= a[i] * m[i];
        }

        using var meanSlope = BoxMean.Of(slope, radius);
        var result = BoxMean.Of(mean, radius);
        TensorPrimitives.MultiplyAdd(meanSlope.Samples, plane.Samples, result.Samples, result.Samples);
        return result;
    }
}
