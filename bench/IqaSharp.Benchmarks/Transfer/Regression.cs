using IqaSharp.Evaluation;
using IqaSharp.Metrics.NoReference;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Benchmarks.Transfer;

/// <summary>Ridge regression in its dual form, the same for features of every width: linear, or with a Gaussian kernel. Its settings are those of the smallest squared error
/// in five-fold cross-validation among the training examples.</summary>
internal static class Regression
{
    private const int InnerFolds = 5;

    /// <summary>Added to every kernel, so that the intercept is not shrunk.</summary>
    private const double Intercept = 1e4;

    /// <summary>γ times the number of features.</summary>
    private static readonly double?[] Widths = [0.1, 0.3, 1];

    /// <summary>The predictions for the measured examples, [measured, targets].</summary>
    /// <param name="training">[examples][features].</param>
    /// <param name="targets">[examples, targets].</param>
    /// <param name="groups">[examples]: those of a group stay together.</param>
    /// <param name="measured">[measured][features].</param>
    /// <param name="gaussian">Whether the kernel is Gaussian.</param>
    /// <param name="seed">Of the folds.</param>
    public static Matrix<double> Predict(IReadOnlyList<double[]> training, Matrix<double> targets, IReadOnlyList<int> groups, IReadOnlyList<double[]> measured, bool gaussian, int seed)
    {
        var scale = Standardisation.Of(training);
        double[][] known = [.. training.Select(scale.Apply)];
        double[][] asked = [.. measured.Select(scale.Apply)];
        var folds = Folds.Of(groups, InnerFolds, seed);
        var (width, strength) = (gaussian ? Widths : [null])
            .SelectMany(width => Errors(Kernel(known, known, width), targets, folds).Select((error, i) => (width, strength: Ridge.Strengths[i], error)))
            .MinBy(tried => tried.error) is var best ? (best.width, best.strength) : default;
        return Kernel(asked, known, width) * Solve(Kernel(known, known, width), targets, strength);
    }

    private static double[] Errors(Matrix<double> kernel, Matrix<double> targets, int[] folds)
    {
        var errors = new double[Ridge.Strengths.Length];
        foreach (var fold in folds.Distinct())
        {
            int[] held = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold)];
            int[] others = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] != fold)];
            var (own, cross) = (Part(kernel, others, others), Part(kernel, held, others));
            int[] columns = [.. Enumerable.Range(0, targets.ColumnCount)];
            var (seen, expected) = (Part(targets, others, columns), Part(targets, held, columns));
            for (var i = 0; i < errors.Length; i++)
            {
                var error = ((cross * Solve(own, seen, Ridge.Strengths[i])) - expected).FrobeniusNorm();
                errors[i] += error * error;
            }
        }

        return errors;
    }

    private static Matrix<double> Solve(Matrix<double> kernel, Matrix<double> targets, double strength) =>
        (kernel + Matrix<double>.Build.DenseDiagonal(kernel.RowCount, strength * kernel.RowCount)).Cholesky().Solve(targets);

    private static Matrix<double> Part(Matrix<double> matrix, int[] rows, int[] columns) => Matrix<double>.Build.Dense(rows.Length, columns.Length, (i, j) => matrix[rows[i], columns[j]]);

    /// <summary>The linear kernel is divided by nothing, so a strength means what it does in <see cref="Ridge"/>; the Gaussian one is as large as a linear one of as many features.</summary>
    private static Matrix<double> Kernel(double[][] a, double[][] b, double? width)
    {
        var features = a[0].Length;
        var products = Matrix<double>.Build.DenseOfRowArrays(a).TransposeAndMultiply(Matrix<double>.Build.DenseOfRowArrays(b));
        var (squaresA, squaresB) = (Array.ConvertAll(a, Square), Array.ConvertAll(b, Square));
        return products.MapIndexed((i, j, product) =>
            Intercept + (width is { } gamma ? features * Math.Exp(-gamma / features * Math.Max(0, squaresA[i] + squaresB[j] - (2 * product))) : product));
    }

    private static double Square(double[] vector) => vector.Sum(value => value * value);
}
