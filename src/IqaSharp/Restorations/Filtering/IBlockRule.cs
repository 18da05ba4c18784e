using System.Numerics;

namespace IqaSharp.Restorations.Filtering;

/// <summary>What becomes of the cosine coefficients of 8×8 blocks, as many blocks at once as a vector holds.</summary>
internal interface IBlockRule
{
    /// <param name="coefficients">[8, 8]: vertical frequency, horizontal frequency; of an orthonormal transform.</param>
    void Apply(Span<Vector<float>> coefficients);
}
