using System.Runtime.Intrinsics;

namespace IqaSharp.Restorations.Filtering;

/// <summary>Modifies the DCT coefficients of 8×8 blocks, eight blocks at once.</summary>
internal interface IDctFilter
{
    /// <param name="coefficients">[8, 8]: vertical frequency, horizontal frequency; of the orthonormal transform.</param>
    void Apply(Span<Vector256<float>> coefficients);
}
