using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace IqaSharp.Metrics.NoReference;

/// <summary>A linear function of features, w · x + b, fitted by ridge regression whose strength cross-validation chooses.</summary>
/// <param name="Weights">w, [features].</param>
/// <param name="Bias">b.</param>
/// <param name="Strength">λ divided by the number of examples.</param>
internal sealed record Ridge(Vector<double> Weights, double Bias, double Strength)
{
    /// <summary>Multiples of the variance of standardised features: from 10 000, which silences them, to 0.0001. The strongest comes first, so that it wins a tie.</summary>
    internal static readonly double[] Strengths = [.. Enumerable.Range(0, 17).Select(i => Math.Pow(10, 4 - (i / 2.0)))];

    /// <summary>Fits. Of the strengths whose cross-validated error is within a standard error of the least, the strongest is taken: from few examples the least is decided by chance.</summary>
    /// <param name="features">[examples, features].</param>
    /// <param name="targets">[examples].</param>
    /// <param name="folds">[examples]: the fold of each in cross-validation, from 0.</param>
    public static Ridge Fit(Matrix<double> features, Vector<double> targets, IReadOnlyList<int> folds)
    {
        var all = NormalEquations.Of(features, targets);
        var errors = Array.ConvertAll(Strengths, _ => new double[targets.Count]); // squared
        foreach (var fold in Enumerable.Range(0, targets.Count).GroupBy(i => folds[i]))
        {
            int[] members = [.. fold];
            var held = Matrix<double>.Build.DenseOfRows(members.Select(i => features.Row(i)));
            var others = all - NormalEquations.Of(held, Vector<double>.Build.DenseOfEnumerable(members.Select(i => targets[i])));
            for (var i = 0; i < errors.Length; i++)
            {
                foreach (var (member, predicted) in members.Zip(Of(others, Strengths[i]).Predict(held)))
                {
                    errors[i][member] = Math.Pow(predicted - targets[member], 2);
                }
            }
        }

        var best = errors.MinBy(Enumerable.Sum)!;
        return Of(all, Strengths[Array.FindIndex(errors, candidate => IsWithinAStandardError(candidate, best))]);
    }

    /// <summary>Whether the mean of the differences, example by example, is at most its standard error.</summary>
    private static bool IsWithinAStandardError(double[] errors, double[] best)
    {
        double[] differences = [.. errors.Zip(best, (error, least) => error - least)];
        return differences.Average() <= differences.StandardDeviation() / Math.Sqrt(differences.Length);
    }

    /// <summary>The predictions for features, [examples, features].</summary>
    public Vector<double> Predict(Matrix<double> features) => (features * Weights) + Bias;

    private static Ridge Of(NormalEquations sums, double strength)
    {
        var (weights, _) = sums.Centred().Solve(strength * sums.Count);
        return new(weights, (sums.TargetSum - (sums.FeatureSum * weights)) / sums.Count, strength);
    }
}
