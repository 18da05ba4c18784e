using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Metrics.NoReference;

/// <summary>A multivariate Gaussian over the features of patches.</summary>
/// <remarks>Mittal, Soundararajan, Bovik, IEEE SPL 20(3), 2013, eqs. 9 and 10.</remarks>
/// <param name="Mean">ν, [features].</param>
/// <param name="Covariance">Σ, [features, features].</param>
internal sealed record PatchGaussian(Vector<double> Mean, Matrix<double> Covariance)
{
    private const double MachineEpsilon = 2.220446049250313e-16; // 2⁻⁵², MATLAB's eps, which pinv's tolerance is based on

    /// <summary>The Gaussian of patches; a single patch gives zero covariance.</summary>
    /// <param name="features">[patches][features], one patch or more.</param>
    public static PatchGaussian Of(IReadOnlyList<double[]> features)
    {
        var samples = Matrix<double>.Build.DenseOfRowArrays(features);
        var mean = samples.ColumnSums() / features.Count;
        foreach (var (i, row) in samples.EnumerateRowsIndexed())
        {
            samples.SetRow(i, row - mean);
        }

        return new(mean, samples.TransposeThisAndMultiply(samples) / Math.Max(1, features.Count - 1));
    }

    /// <summary>Eq. 10: √((ν₁ − ν₂)ᵀ ((Σ₁ + Σ₂) / 2)⁻¹ (ν₁ − ν₂)). A singular matrix is pseudo-inverted.</summary>
    public double DistanceTo(PatchGaussian other)
    {
        var difference = Mean - other.Mean;
        var spectrum = ((Covariance + other.Covariance) / 2).Evd(Symmetricity.Symmetric);
        var values = spectrum.EigenValues.Real();
        var components = spectrum.EigenVectors.TransposeThisAndMultiply(difference);
        var tolerance = difference.Count * MachineEpsilon * values.AbsoluteMaximum();
        return Math.Sqrt(Enumerable.Range(0, values.Count).Where(i => values[i] > tolerance).Sum(i => components[i] * components[i] / values[i]));
    }
}
