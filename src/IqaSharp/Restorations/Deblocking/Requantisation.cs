using System.Numerics;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Deblocking;

/// <summary>Coefficients become multiples of JPEG's steps; the mean of a block stays as it is.</summary>
/// <param name="Steps">[8, 8].</param>
internal readonly record struct Requantisation(float[] Steps) : IBlockRule
{
    public void Apply(Span<Vector<float>> coefficients)
    {
        for (var i = 1; i < coefficients.Length; i++)
        {
            coefficients[i] = Vector.Floor((coefficients[i] / Steps[i]) + new Vector<float>(0.5f)) * Steps[i];
        }
    }
}
