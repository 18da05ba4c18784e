using IqaSharp.Imaging.Planes;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Deblurring;

/// <summary>Richardson–Lucy deconvolution: the likeliest image under Poisson noise, approached by multiplication.</summary>
/// <remarks>Richardson, JOSA 62(1), 1972; Lucy, Astronomical Journal 79(6), 1974.</remarks>
internal static class RichardsonLucy
{
    /// <summary>Keeps black from dividing by zero.</summary>
    private const float Floor = 1;

    /// <param name="blurred">0–255.</param>
    /// <param name="blur">The blur, by a symmetric point spread.</param>
    /// <param name="iterations">The more, the sharper, and the more ringing and noise.</param>
    public static Plane Deblur(Plane blurred, Func<Plane, Plane> blur, int iterations)
    {
        using var seen = new Plane(blurred.Width, blurred.Height);
        TensorPrimitives.Add(blurred.Samples, Floor, seen.Samples);
        TensorPrimitives.Max(seen.Samples, Floor, seen.Samples);
        var result = new Plane(blurred.Width, blurred.Height);
        seen.Samples.CopyTo(result.Samples);
        for (var i = 0; i < iterations; i++)
        {
            using var expected = blur(result);
            TensorPrimitives.Divide(seen.Samples, expected.Samples, expected.Samples);
            using var correction = blur(expected);
            TensorPrimitives.Multiply(result.Samples, correction.Samples, result.Samples);
        }

        TensorPrimitives.Subtract(result.Samples, Floor, result.Samples);
        return result;
    }
}
