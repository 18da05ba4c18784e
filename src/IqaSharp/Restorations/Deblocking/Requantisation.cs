using System.Runtime.Intrinsics;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Deblocking;

/// <summary>Coefficients become multiples of JPEG's steps; the mean of a block stays as it is.</summary>
/// <param name="Steps">[8, 8].</param>
internal readonly record struct Requantisation(float[] Steps) : IBlockRule
{
    public void Apply(Span<Vector256<float>> coefficients)
    {
        for (var i = 1; i < coefficients.Length; i++)
        {
            coefficients[i] = Vector256.Floor((coefficients[i] / Steps[i]) + Vector256.Create(0.5f)) * Steps[i];
        }
    }
}
