using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Fits <see cref="KernelRegressor"/>: ridge regression with a Gaussian kernel, with fewer centres than examples.</summary>
/// <remarks>The subset of regressors: Rasmussen, Williams, "Gaussian Processes for Machine Learning", 2006, section 8.3.1. It minimises
/// |y − b − K w|² + λ wᵀ C w with the kernels K between examples and centres and C = L Lᵀ between centres:
/// plain ridge regression on the features Z = K L⁻ᵀ, with w = L⁻ᵀ v.</remarks>
internal sealed class KernelRidge
{
    /// <summary>Keeps C positive definite if centres nearly coincide.</summary>
    private const double Jitter = 1e-6;

    private readonly Standardisation _scale;
    private readonly double[][] _examples;
    private readonly double[][] _centres;
    private readonly Vector<double> _targets;

    /// <param name="features">[examples][features], two examples or more.</param>
    /// <param name="targets">[examples].</param>
    /// <param name="centres">The number of examples used as centres, evenly spaced in their order.</param>
    public KernelRidge(IReadOnlyList<double[]> features, IReadOnlyList<double> targets, int centres)
    {
        centres = Math.Min(centres, features.Count);
        _scale = Standardisation.Of(features);
        _examples = [.. features.Select(_scale.Apply)];
        _centres = [.. Enumerable.Range(0, centres).Select(i => Rounded(_examples[(int)((long)i * features.Count / centres)]))];
        _targets = Vector<double>.Build.DenseOfEnumerable(targets);
    }

    /// <summary>The regressor from all examples.</summary>
    public KernelRegressor Fit(double gamma, double lambda)
    {
        var cholesky = CentreKernel(gamma);
        var (weights, bias) = NormalEquations.Of(Features(gamma, cholesky), _targets).Solve(lambda);
        return new(_scale.Mean, _scale.Deviation, gamma, bias, [.. cholesky.Factor.Transpose().Solve(weights)], _centres);
    }

    /// <summary>Out-of-fold predictions of every example.</summary>
    /// <param name="gamma">γ.</param>
    /// <param name="lambdas">The λ to try.</param>
    /// <param name="folds">Example i is in fold i mod folds.</param>
    /// <returns>[lambdas][examples].</returns>
    public double[][] CrossValidate(double gamma, IReadOnlyList<double> lambdas, int folds)
    {
        var features = Features(gamma, CentreKernel(gamma));
        return NormalEquations.CrossValidate(features, _targets, NormalEquations.Of(features, _targets), lambdas, folds);
    }

    /// <summary>Z, [examples, centres].</summary>
    private Matrix<double> Features(double gamma, Cholesky<double> cholesky) => cholesky.Factor.Solve(Kernel(_centres, _examples, gamma)).Transpose();

    private Cholesky<double> CentreKernel(double gamma) =>
        (Kernel(_centres, _centres, gamma) + Matrix<double>.Build.DenseDiagonal(_centres.Length, Jitter)).Cholesky();

    private static Matrix<double> Kernel(double[][] a, double[][] b, double gamma) =>
        Matrix<double>.Build.Dense(a.Length, b.Length, (i, j) => KernelRegressor.Kernel(a[i], b[j], gamma));

    /// <summary>Centres are stored with four decimals, so the weights are fitted to the rounded ones.</summary>
    private static double[] Rounded(double[] features) => [.. features.Select(feature => Math.Round(feature, 4))];
}
