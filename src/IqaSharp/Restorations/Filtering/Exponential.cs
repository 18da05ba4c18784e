using System.Numerics;

namespace IqaSharp.Restorations.Filtering;

/// <summary>A vectorised exponential with the same bits on every processor, which the framework's does not guarantee.</summary>
internal static class Exponential
{
    private const float Log2E = 1.44269504f;
    private const float Ln2 = 0.693147181f;

    /// <summary>exp(−x) for x ≥ 0, with a relative error of at most 3e-6; results below 2⁻¹²⁶ become 2⁻¹²⁶.</summary>
    public static Vector<float> Decay(Vector<float> x)
    {
        var y = Vector.Max(x * -Log2E, new Vector<float>(-126f));
        var whole = Vector.Floor(y + new Vector<float>(0.5f));
        var t = (y - whole) * Ln2;

        // Taylor series up to t⁵, for |t| ≤ ln 2 / 2.
        var power = ((((((((((t * (1f / 120f)) + new Vector<float>(1f / 24f)) * t) + new Vector<float>(1f / 6f)) * t) + new Vector<float>(0.5f)) * t) + Vector<float>.One) * t) + Vector<float>.One);
        return power * Vector.AsVectorSingle(Vector.ShiftLeft(Vector.ConvertToInt32(whole) + new Vector<int>(127), 23));
    }
}
