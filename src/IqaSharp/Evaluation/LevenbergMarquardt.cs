using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Evaluation;

/// <summary>Fits a <see cref="LogisticFunction"/> by nonlinear least squares, with Marquardt's scaling of the damping.</summary>
/// <remarks>Marquardt, "An algorithm for least-squares estimation of nonlinear parameters", J. SIAM 11(2), 1963.
/// Why not MathNet's: docs/decisions/logistic-curve.md.</remarks>
internal static class LevenbergMarquardt
{
    private const int MaximumSteps = 200;
    private const double MaximumDamping = 1e12;
    private const double MinimumGain = 1e-10;

    /// <summary>The local minimum reached from a starting point.</summary>
    public static (double[] Parameters, double SquaredError) Fit(double[] x, double[] y, double[] start)
    {
        var (b, damping, error) = (start, 1e-3, SquaredError(x, y, start));
        for (var step = 0; step < MaximumSteps && damping < MaximumDamping; step++)
        {
            var (normal, gradient) = NormalEquations(x, y, b);
            for (var i = 0; i < b.Length; i++)
            {
                normal[i, i] += damping * Math.Max(normal[i, i], 1e-12);
            }

            double[] next = [.. b.Zip(normal.Solve(gradient), (value, change) => value + change)];
            var better = SquaredError(x, y, next);
            if (!(better < error))
            {
                damping *= 10;
                continue;
            }

            var gain = (error - better) / error;
            (b, error, damping) = (next, better, damping / 10);
            if (gain < MinimumGain)
            {
                break;
            }
        }

        return (b, error);
    }

    private static (Matrix<double> Normal, Vector<double> Gradient) NormalEquations(double[] x, double[] y, double[] b)
    {
        var normal = Matrix<double>.Build.Dense(b.Length, b.Length);
        var gradient = Vector<double>.Build.Dense(b.Length);
        Span<double> slope = stackalloc double[b.Length];
        for (var i = 0; i < x.Length; i++)
        {
            LogisticFunction.Gradient(b, x[i], slope);
            var residual = y[i] - LogisticFunction.Value(b, x[i]);
            for (var r = 0; r < b.Length; r++)
            {
                gradient[r] += slope[r] * residual;
                for (var c = 0; c < b.Length; c++)
                {
                    normal[r, c] += slope[r] * slope[c];
                }
            }
        }

        return (normal, gradient);
    }

    private static double SquaredError(double[] x, double[] y, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var residual = y[i] - LogisticFunction.Value(b, x[i]);
            sum += residual * residual;
        }

        return sum;
    }
}
