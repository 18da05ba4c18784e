using System.Numerics;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Denoising;

/// <summary>Coefficients that noise alone may have made are dropped; the mean of a block stays.</summary>
/// <remarks>Yu, Sapiro, "DCT image denoising: a simple and effective image denoising algorithm", IPOL 1, 2011.</remarks>
/// <param name="Threshold">About three standard deviations of the noise, 0–255.</param>
internal readonly record struct HardThreshold(float Threshold) : IBlockRule
{
    public void Apply(Span<Vector<float>> coefficients)
    {
        foreach (ref var c in coefficients[1..])
        {
            c = Vector.ConditionalSelect(Vector.GreaterThan(Vector.Abs(c), new Vector<float>(Threshold)), c, Vector<float>.Zero);
        }
    }
}
