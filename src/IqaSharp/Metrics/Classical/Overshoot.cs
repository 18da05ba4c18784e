using System.Runtime.Intrinsics;

namespace IqaSharp.Metrics.Classical;

/// <summary>How far a distorted value lies outside of what passes for the reference's, in Butteraugli.</summary>
internal static class Overshoot
{
    /// <summary>Positive where the distorted value is too small or of the other sign, negative where it is too large; on the reference's side of 0.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="distorted">The distorted value.</param>
    /// <param name="smallest">The least share of the reference that is not too small.</param>
    /// <param name="largest">The largest share that is not too large.</param>
    public static Vector512<float> Of(Vector512<float> reference, Vector512<float> distorted, float smallest, float largest)
    {
        var size = Vector512.Abs(reference);
        var same = Vector512.ConditionalSelect(Vector512.LessThan(reference, Vector512<float>.Zero), -distorted, distorted);
        var missing = Vector512.Max((size * smallest) - same, Vector512<float>.Zero);
        var excess = Vector512.Max(same - (size * largest), Vector512<float>.Zero);
        return missing - excess;
    }
}
