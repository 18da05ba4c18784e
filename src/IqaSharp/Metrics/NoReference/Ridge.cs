using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Metrics.NoReference;

/// <summary>A linear function of features, w · x + b, fitted by ridge regression whose strength cross-validation chooses.</summary>
/// <param name="Weights">w, [features].</param>
/// <param name="Bias">b.</param>
/// <param name="Strength">λ divided by the number of examples.</param>
internal sealed record Ridge(Vector<double> Weights, double Bias, double Strength)
{
    /// <summary>Multiples of the variance of standardised features: from 10 000, which silences them, to 0.0001. The strongest comes first, so that it wins a tie.</summary>
    internal static readonly double[] Strengths = [.. Enumerable.Range(0, 17).Select(i => Math.Pow(10, 4 - (i / 2.0)))];

    /// <summary>Fits, with the strength whose squared error in cross-validation is least.</summary>
    /// <param name="features">[examples, features].</param>
    /// <param name="targets">[examples].</param>
    /// <param name="folds">[examples]: the fold of each in cross-validation, from 0.</param>
    public static Ridge Fit(Matrix<double> features, Vector<double> targets, IReadOnlyList<int> folds)
    {
        var all = NormalEquations.Of(features, targets);
        var errors = new double[Strengths.Length];
        foreach (var fold in Enumerable.Range(0, targets.Count).GroupBy(i => folds[i]))
        {
            int[] members = [.. fold];
            var held = Matrix<double>.Build.DenseOfRows(members.Select(i => features.Row(i)));
            var others = all - NormalEquations.Of(held, Vector<double>.Build.DenseOfEnumerable(members.Select(i => targets[i])));
            for (var i = 0; i < errors.Length; i++)
            {
                errors[i] += members.Zip(Of(others, Strengths[i]).Predict(held), (member, predicted) => Math.Pow(predicted - targets[member], 2)).Sum();
            }
        }

        return Of(all, Strengths[Array.IndexOf(errors, errors.Min())]);
    }

    /// <summary>The predictions for features, [examples, features].</summary>
    public Vector<double> Predict(Matrix<double> features) => (features * Weights) + Bias;

    private static Ridge Of(NormalEquations sums, double strength)
    {
        var (weights, _) = sums.Centred().Solve(strength * sums.Count);
        return new(weights, (sums.TargetSum - (sums.FeatureSum * weights)) / sums.Count, strength);
    }
}
