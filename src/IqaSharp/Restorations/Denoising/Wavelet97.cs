using IqaSharp.Imaging.Planes;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Denoising;

/// <summary>The biorthogonal CDF 9/7 wavelet, by lifting, along columns.</summary>
/// <remarks>Cohen, Daubechies, Feauveau, CPAM 45, 1992; Daubechies, Sweldens, "Factoring wavelet transforms into lifting steps", JFAA 4(3), 1998, section 7.7.
/// Nearly orthonormal: white noise keeps its standard deviation. Rows are mirrored at the ends, so any height works.</remarks>
internal static class Wavelet97
{
    private const float Scale = 1.149604398f;

    private static readonly float[] Steps = [-1.586134342f, -0.05298011854f, 0.8829110762f, 0.4435068522f];

    /// <summary>The low-pass half [⌈height / 2⌉, width] and the high-pass half [⌊height / 2⌋, width].</summary>
    public static (Plane Low, Plane High) Split(Plane plane)
    {
        var (low, high) = (new Plane(plane.Width, (plane.Height + 1) / 2), new Plane(plane.Width, plane.Height / 2));
        for (var y = 0; y < plane.Height; y++)
        {
            plane.Row(y).CopyTo((y % 2 == 0 ? low : high).Row(y / 2));
        }

        for (var step = 0; step < Steps.Length; step++)
        {
            Lift(low, high, step, Steps[step]);
        }

        TensorPrimitives.Multiply(low.Samples, Scale, low.Samples);
        TensorPrimitives.Multiply(high.Samples, 1 / Scale, high.Samples);
        return (low, high);
    }

    /// <summary>The inverse of <see cref="Split"/>. It overwrites both halves.</summary>
    public static Plane Merge(Plane low, Plane high)
    {
        TensorPrimitives.Multiply(low.Samples, 1 / Scale, low.Samples);
        TensorPrimitives.Multiply(high.Samples, Scale, high.Samples);
        for (var step = Steps.Length - 1; step >= 0; step--)
        {
            Lift(low, high, step, -Steps[step]);
        }

        var plane = new Plane(low.Width, low.Height + high.Height);
        for (var y = 0; y < plane.Height; y++)
        {
            (y % 2 == 0 ? low : high).Row(y / 2).CopyTo(plane.Row(y));
        }

        return plane;
    }

    public static Plane Transpose(Plane plane)
    {
        const int tile = 16;
        var result = new Plane(plane.Height, plane.Width);
        for (var top = 0; top < plane.Height; top += tile)
        {
            for (var left = 0; left < plane.Width; left += tile)
            {
                for (var y = top; y < Math.Min(top + tile, plane.Height); y++)
                {
                    for (var x = left; x < Math.Min(left + tile, plane.Width); x++)
                    {
                        result.Samples[(x * plane.Height) + y] = plane.Samples[(y * plane.Width) + x];
                    }
                }
            }
        }

        return result;
    }

    /// <summary>Even steps update high-pass rows from the adjacent low-pass rows, odd steps the reverse.</summary>
    private static void Lift(Plane low, Plane high, int step, float factor)
    {
        var (changed, by, before) = step % 2 == 0 ? (high, low, 0) : (low, high, -1);
        for (var y = 0; y < changed.Height; y++)
        {
            var row = changed.Row(y);
            TensorPrimitives.MultiplyAdd(by.Row(Math.Clamp(y + before, 0, by.Height - 1)), factor, row, row);
            TensorPrimitives.MultiplyAdd(by.Row(Math.Clamp(y + before + 1, 0, by.Height - 1)), factor, row, row);
        }
    }
}
