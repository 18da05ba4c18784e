using System.Runtime.Intrinsics;

namespace IqaSharp.Restorations.Filtering;

/// <summary>What becomes of the cosine coefficients of 8×8 blocks, eight blocks at once.</summary>
internal interface IBlockRule
{
    /// <param name="coefficients">[8, 8]: vertical frequency, horizontal frequency; of an orthonormal transform.</param>
    void Apply(Span<Vector256<float>> coefficients);
}
