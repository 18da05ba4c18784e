using System.Runtime.Intrinsics;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Denoising;

/// <summary>Hard thresholding: sets small coefficients to zero and keeps the block's mean.</summary>
/// <remarks>Yu, Sapiro, "DCT image denoising: a simple and effective image denoising algorithm", IPOL 1, 2011.</remarks>
/// <param name="Threshold">About three standard deviations of the noise, 0–255.</param>
internal readonly record struct HardThreshold(float Threshold) : IDctFilter
{
    public void Apply(Span<Vector256<float>> coefficients)
    {
        foreach (ref var c in coefficients[1..])
        {
            c = Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Abs(c), Vector256.Create(Threshold)), c, Vector256<float>.Zero);
        }
    }
}
