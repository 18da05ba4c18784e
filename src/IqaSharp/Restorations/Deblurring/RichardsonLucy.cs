using IqaSharp.Imaging.Planes;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Deblurring;

/// <summary>Richardson–Lucy deconvolution: multiplicative updates towards the maximum-likelihood image under Poisson noise.</summary>
/// <remarks>Richardson, JOSA 62(1), 1972; Lucy, Astronomical Journal 79(6), 1974.</remarks>
internal static class RichardsonLucy
{
    /// <summary>Added to all samples, so that black does not divide by zero.</summary>
    private const float Floor = 1;

    /// <param name="blurred">0–255.</param>
    /// <param name="blur">Applies the blur; its point spread function must be symmetric.</param>
    /// <param name="iterations">More iterations give a sharper image, with more ringing and noise.</param>
    public static Plane Deblur(Plane blurred, Func<Plane, Plane> blur, int iterations)
    {
        using var observed = new Plane(blurred.Width, blurred.Height);
        TensorPrimitives.Add(blurred.Samples, Floor, observed.Samples);
        TensorPrimitives.Max(observed.Samples, Floor, observed.Samples);
        var result = new Plane(blurred.Width, blurred.Height);
        observed.Samples.CopyTo(result.Samples);
        for (var i = 0; i < iterations; i++)
        {
            using var expected = blur(result);
            TensorPrimitives.Divide(observed.Samples, expected.Samples, expected.Samples);
            using var correction = blur(expected);
            TensorPrimitives.Multiply(result.Samples, correction.Samples, result.Samples);
        }

        TensorPrimitives.Subtract(result.Samples, Floor, result.Samples);
        return result;
    }
}
