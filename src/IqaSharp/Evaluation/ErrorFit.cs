using IqaSharp.Core;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Models;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace IqaSharp.Evaluation;

/// <summary>Fits the intervals of scores: ridge regression from embeddings to absolute errors, then the conformal factor.</summary>
/// <remarks>Both need images that neither has seen. Cross-validation gives every image an expected error from the others, and the factor is a quantile over all of them
/// (cross-conformal prediction: Vovk, Ann. Math. Artif. Intell. 74, 2015), so that a thousand ratings serve as well as two thousand that are split.</remarks>
internal sealed class ErrorFit
{
    /// <summary>Fewer images say too little of the tenth that is to lie outside.</summary>
    public const int FewestImages = 50;

    private const int Folds = 10;

    /// <summary>An expected error is at least this share of the mean error, so that no interval is nearly empty.</summary>
    private const double SmallestShare = 0.3;

    private static readonly double[] Regularisations = [1e2, 3e2, 1e3, 3e3, 1e4, 3e4, 1e5, 1e6];

    private readonly double[] _errors;

    private ErrorFit(double[] errors, ErrorEstimate estimate, double[] expected)
    {
        (_errors, Estimate) = (errors, estimate);
        (Held, MeanWidth) = CrossValidated(expected);
    }

    /// <summary>The fitted estimate.</summary>
    public ErrorEstimate Estimate { get; }

    /// <summary>The share of the images' opinions in intervals that were made without them.</summary>
    public double Held { get; }

    /// <summary>The mean width of those intervals.</summary>
    public double MeanWidth { get; }

    /// <param name="vectors">[images][numbers of an embedding].</param>
    /// <param name="errors">[images]: the scores minus the opinions.</param>
    public static ErrorFit Of(IReadOnlyList<float[]> vectors, IReadOnlyList<double> errors)
    {
        // In an order of their own, so that folds do not follow the order of the list.
        int[] order = [.. Enumerable.Range(0, errors.Count).OrderBy(i => SplitMix64.Mix((ulong)i))];
        double[] absolute = [.. order.Select(i => Math.Abs(errors[i]))];
        var columns = Enumerable.Range(0, vectors[0].Length).Select(k => order.Select(i => (double)vectors[i][k]).ToArray()).ToArray();
        double[] mean = [.. columns.Select(column => column.Mean())];
        double[] deviation = [.. columns.Select(column => column.PopulationStandardDeviation()).Select(d => d > 1e-6 ? d : 1)];
        var features = Matrix<double>.Build.Dense(order.Length, mean.Length, (row, k) => (columns[k][row] - mean[k]) / deviation[k]);
        var floor = Math.Max(SmallestShare * absolute.Mean(), 1e-9);

        var targets = Vector<double>.Build.Dense(absolute);
        var all = NormalEquations.Of(features, targets);
        var expected = NormalEquations.CrossValidate(features, targets, all, Regularisations, Folds); // of each regularisation, for each image
        var best = Enumerable.Range(0, Regularisations.Length).MinBy(choice => Surprise(absolute, Array.ConvertAll(expected[choice], e => Math.Max(floor, e))));
        double[] chosen = Array.ConvertAll(expected[best], e => Math.Max(floor, e));
        var (weights, bias) = all.Solve(Regularisations[best]);
        float[] scaled = [.. weights.Select((w, k) => (float)(w / deviation[k]))];
        var estimate = new ErrorEstimate
        {
            Weights = scaled,
            Bias = bias - scaled.Select((w, k) => w * mean[k]).Sum(),
            Floor = floor,
            Factor = Factor(absolute.Zip(chosen, (error, e) => error / e)),
        };
        return new ErrorFit(absolute, estimate, chosen);
    }

    /// <summary>The conformal quantile: the ⌈(n + 1) · 0.9⌉-th smallest ratio.</summary>
    private static double Factor(IEnumerable<double> ratios)
    {
        double[] sorted = [.. ratios.Order()];
        return Math.Max(sorted[Math.Min(sorted.Length, (int)Math.Ceiling((sorted.Length + 1) * Calibration.Coverage)) - 1], 1e-9);
    }

    /// <summary>The mean negative log-likelihood of errors with a Laplace distribution of the expected size.</summary>
    private static double Surprise(double[] errors, double[] expected) => errors.Zip(expected, (error, e) => Math.Log(e) + (error / e)).Average();

    private (double Held, double MeanWidth) CrossValidated(double[] expected)
    {
        var (held, width) = (0, 0.0);
        for (var fold = 0; fold < Folds; fold++)
        {
            var factor = Factor(Enumerable.Range(0, _errors.Length).Where(i => i % Folds != fold).Select(i => _errors[i] / expected[i]));
            for (var i = fold; i < _errors.Length; i += Folds)
            {
                held += _errors[i] <= factor * expected[i] ? 1 : 0;
                width += 2 * factor * expected[i];
            }
        }

        return ((double)held / _errors.Length, width / _errors.Length);
    }
}
