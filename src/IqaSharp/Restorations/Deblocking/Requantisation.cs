using System.Runtime.Intrinsics;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Deblocking;

/// <summary>Rounds coefficients to multiples of JPEG's quantisation steps and keeps the block's mean.</summary>
/// <param name="Steps">[8, 8]: the quantisation steps.</param>
internal readonly record struct Requantisation(float[] Steps) : IDctFilter
{
    public void Apply(Span<Vector256<float>> coefficients)
    {
        for (var i = 1; i < coefficients.Length; i++)
        {
            coefficients[i] = Vector256.Floor((coefficients[i] / Steps[i]) + Vector256.Create(0.5f)) * Steps[i];
        }
    }
}
