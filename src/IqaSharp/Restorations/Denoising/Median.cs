using System.Numerics;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Denoising;

/// <summary>The median filter.</summary>
/// <remarks>Tukey, "Exploratory data analysis", 1977. By forgetful selection: among just over half of the samples, neither the smallest nor the largest
/// can be the median, so both are discarded and the next sample is added, until one is left.</remarks>
/// <param name="Radius">1 for 3×3, 2 for 5×5.</param>
internal readonly record struct Median(int Radius) : IStencil
{
    private const int MostHeld = 14; // of 25

    public Vector<float> Apply(ref float sample, int stride)
    {
        var side = (2 * Radius) + 1;
        Span<Vector<float>> held = stackalloc Vector<float>[MostHeld];
        var count = ((side * side) / 2) + 2;
        for (var k = 0; k < count; k++)
        {
            held[k] = At(ref sample, stride, side, k);
        }

        for (var next = count; count > 2; next++)
        {
            Extremes(held[..count]);
            count--;
            if (next < side * side)
            {
                held[0] = At(ref sample, stride, side, next);
            }
            else
            {
                return held[1];
            }
        }

        return held[0];
    }

    private Vector<float> At(ref float sample, int stride, int side, int k) => MirroredPlane.Load(ref sample, (((k / side) - Radius) * stride) + (k % side) - Radius);

    /// <summary>Moves the smallest to the front and the largest to the back.</summary>
    private static void Extremes(Span<Vector<float>> held)
    {
        for (var k = 1; k < held.Length; k++)
        {
            (held[0], held[k]) = (Vector.Min(held[0], held[k]), Vector.Max(held[0], held[k]));
        }

        var last = held.Length - 1;
        for (var k = 1; k < last; k++)
        {
            (held[k], held[last]) = (Vector.Min(held[k], held[last]), Vector.Max(held[k], held[last]));
        }
    }
}
