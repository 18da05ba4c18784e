using IqaSharp.Models;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Evaluation;

/// <summary>Fits the familiarity of embeddings: the linear discriminant (Fisher 1936) between images that the model has learned from and images that are no photographs,
/// with a covariance shrunk towards the identity.</summary>
internal static class FamiliarityFit
{
    private const double Shrinkage = 0.1;

    /// <param name="learned">Embeddings of images that the model has learned from.</param>
    /// <param name="unfamiliar">Embeddings of images that are no photographs.</param>
    /// <param name="others">Embeddings of photographs that the model has not learned from.</param>
    public static FamiliarityEstimate Of(IReadOnlyList<float[]> learned, IReadOnlyList<float[]> unfamiliar, IReadOnlyList<float[]> others)
    {
        var length = learned[0].Length;
        var (near, far) = (Mean(learned), Mean(unfamiliar));
        var scatter = Scatter(learned, near) + Scatter(unfamiliar, far);
        var covariance = scatter / (learned.Count + unfamiliar.Count);
        var ridge = Math.Max(Shrinkage * covariance.Trace() / length, 1e-9);
        var direction = (covariance + Matrix<double>.Build.DenseDiagonal(length, ridge)).Cholesky().Solve(far - near);
        var estimate = new FamiliarityEstimate { Weights = [.. direction.Select(value => (float)value)], Percentiles = [] };
        double[] distances = [.. others.Select(vector => estimate.Distance(vector)).Order()];
        return estimate with { Percentiles = [.. Enumerable.Range(0, 101).Select(percent => (float)Quantile.Of(distances, percent / 100.0))] };
    }

    private static Vector<double> Mean(IReadOnlyList<float[]> vectors) =>
        Vector<double>.Build.Dense(vectors[0].Length, k => vectors.Average(vector => (double)vector[k]));

    private static Matrix<double> Scatter(IReadOnlyList<float[]> vectors, Vector<double> mean)
    {
        var centred = Matrix<double>.Build.Dense(vectors.Count, mean.Count, (i, k) => vectors[i][k] - mean[k]);
        return centred.TransposeThisAndMultiply(centred);
    }
}
