using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Metrics.NoReference;

/// <summary>The sums over examples that ridge regression needs; those of disjoint sets of examples can be added.</summary>
/// <param name="Gram">ZᵀZ, [features, features], with Z the examples' features.</param>
/// <param name="FeatureSum">Zᵀ1, [features].</param>
/// <param name="Products">Zᵀy, [features].</param>
/// <param name="TargetSum">1ᵀy.</param>
/// <param name="Count">1ᵀ1.</param>
internal sealed record NormalEquations(Matrix<double> Gram, Vector<double> FeatureSum, Vector<double> Products, double TargetSum, int Count)
{
    /// <summary>The sums over examples.</summary>
    /// <param name="features">Z, [examples, features].</param>
    /// <param name="targets">y, [examples].</param>
    public static NormalEquations Of(Matrix<double> features, Vector<double> targets) =>
        new(features.TransposeThisAndMultiply(features), features.ColumnSums(), features.TransposeThisAndMultiply(targets), targets.Sum(), targets.Count);

    /// <summary>Removes a subset of the examples.</summary>
    public static NormalEquations operator -(NormalEquations all, NormalEquations some) => new(
        all.Gram - some.Gram, all.FeatureSum - some.FeatureSum, all.Products - some.Products, all.TargetSum - some.TargetSum, all.Count - some.Count);

    /// <summary>Out-of-fold predictions of every example.</summary>
    /// <param name="features">Z, [examples, features].</param>
    /// <param name="targets">y, [examples].</param>
    /// <param name="all">The sums over all of them.</param>
    /// <param name="lambdas">The λ to try.</param>
    /// <param name="folds">Example i is in fold i mod folds.</param>
    /// <returns>[lambdas][examples].</returns>
    public static double[][] CrossValidate(Matrix<double> features, Vector<double> targets, NormalEquations all, IReadOnlyList<double> lambdas, int folds)
    {
        var predictions = lambdas.Select(_ => new double[targets.Count]).ToArray();
        for (var fold = 0; fold < folds; fold++)
        {
            int[] members = [.. Enumerable.Range(0, targets.Count).Where(i => i % folds == fold)];
            var held = Matrix<double>.Build.DenseOfRows(members.Select(i => features.Row(i)));
            var others = all - Of(held, Vector<double>.Build.DenseOfEnumerable(members.Select(i => targets[i])));
            foreach (var (lambda, predicted) in lambdas.Zip(predictions))
            {
                var (weights, bias) = others.Solve(lambda);
                foreach (var (member, value) in members.Zip(held * weights))
                {
                    predicted[member] = value + bias;
                }
            }
        }

        return predictions;
    }

    /// <summary>The sums of features and targets whose means are subtracted, so that the bias is free of the weights.</summary>
    public NormalEquations Centred() => new(
        Gram - (FeatureSum.OuterProduct(FeatureSum) / Count), FeatureSum * 0, Products - (FeatureSum * (TargetSum / Count)), 0, Count);

    /// <summary>The weights that minimise |y − b − Z v|² + λ |v|², with the bias b the mean of y.</summary>
    public (Vector<double> Weights, double Bias) Solve(double lambda)
    {
        var bias = TargetSum / Count;
        var regularised = Gram + Matrix<double>.Build.DenseDiagonal(FeatureSum.Count, lambda);
        return (regularised.Cholesky().Solve(Products - (bias * FeatureSum)), bias);
    }
}
