using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Evaluation;

/// <summary>The curve from a metric's scores to opinions that is fitted before their linear correlation is taken.</summary>
/// <param name="Parameters">β₁ to β₄ or β₅, of scores that are centred and scaled.</param>
/// <param name="Centre">The mean of the scores.</param>
/// <param name="Spread">Their deviation.</param>
public sealed record Logistic(IReadOnlyList<double> Parameters, double Centre, double Spread)
{
    private const int MostSteps = 200;
    private const double LeastGain = 1e-10;

    /// <summary>The opinion that a score stands for.</summary>
    public double At(double score) => At([.. Parameters], (score - Centre) / Spread);

    /// <summary>The least-squares fit.</summary>
    /// <remarks>Four parameters: VQEG, "Final report from the video quality experts group on the validation of objective models of video quality assessment, phase II", 2003,
    /// (β₁ − β₂) / (1 + exp(−(x − β₃) / |β₄|)) + β₂. Five: Sheikh, Sabir, Bovik, IEEE TIP 15(11), 2006, eq. 9: β₁ (½ − 1 / (1 + exp(β₂ (x − β₃)))) + β₄ x + β₅.
    /// Found with Levenberg's and Marquardt's method from a start that the data show.</remarks>
    /// <param name="scores">Finite, and not all the same.</param>
    /// <param name="opinions">As many.</param>
    /// <param name="parameters">4 or 5.</param>
    /// <returns>Null where there are no more images than parameters, or scores do not vary.</returns>
    public static Logistic? Fit(IReadOnlyList<double> scores, IReadOnlyList<double> opinions, int parameters = 4)
    {
        var centre = scores.DefaultIfEmpty().Average();
        var spread = Math.Sqrt(scores.Select(score => (score - centre) * (score - centre)).DefaultIfEmpty().Average());
        if (scores.Count <= parameters || spread == 0 || Correlations.Plcc(scores, opinions) is not { } correlation)
        {
            return null;
        }

        double[] x = [.. scores.Select(score => (score - centre) / spread)], y = [.. opinions];
        var (low, high, sign) = (y.Min(), y.Max(), correlation < 0 ? -1.0 : 1.0);
        double[] start = parameters == 4
            ? [sign > 0 ? high : low, sign > 0 ? low : high, 0, 1]
            : [sign * (high - low), 1, 0, 0, y.Average()];
        return new Logistic(Solve(x, y, start), centre, spread);
    }

    private static double[] Solve(double[] x, double[] y, double[] b)
    {
        var (damping, error) = (1e-3, Error(x, y, b));
        for (var step = 0; step < MostSteps && damping < 1e12; step++)
        {
            var (normal, gradient) = Equations(x, y, b);
            var damped = normal.Clone();
            for (var i = 0; i < b.Length; i++)
            {
                damped[i, i] += damping * Math.Max(normal[i, i], 1e-12);
            }

            double[] next = [.. b.Zip(damped.Solve(gradient), (value, change) => value + change)];
            var better = Error(x, y, next);
            if (!(better < error))
            {
                damping *= 10;
                continue;
            }

            var gain = (error - better) / error;
            (b, error, damping) = (next, better, damping / 10);
            if (gain < LeastGain)
            {
                break;
            }
        }

        return b;
    }

    private static (Matrix<double> Normal, Vector<double> Gradient) Equations(double[] x, double[] y, double[] b)
    {
        var normal = Matrix<double>.Build.Dense(b.Length, b.Length);
        var gradient = Vector<double>.Build.Dense(b.Length);
        Span<double> slope = stackalloc double[b.Length];
        for (var i = 0; i < x.Length; i++)
        {
            Slope(b, x[i], slope);
            var missing = y[i] - At(b, x[i]);
            for (var r = 0; r < b.Length; r++)
            {
                gradient[r] += slope[r] * missing;
                for (var c = 0; c < b.Length; c++)
                {
                    normal[r, c] += slope[r] * slope[c];
                }
            }
        }

        return (normal, gradient);
    }

    private static double Error(double[] x, double[] y, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var missing = y[i] - At(b, x[i]);
            sum += missing * missing;
        }

        return sum;
    }

    private static double At(double[] b, double x) => b.Length == 4
        ? ((b[0] - b[1]) * Step((x - b[2]) / Width(b[3]))) + b[1]
        : (b[0] * (0.5 - Step(-b[1] * (x - b[2])))) + (b[3] * x) + b[4];

    /// <summary>By each parameter.</summary>
    private static void Slope(double[] b, double x, Span<double> slope)
    {
        if (b.Length == 4)
        {
            var width = Width(b[3]);
            var t = (x - b[2]) / width;
            var s = Step(t);
            var rise = (b[0] - b[1]) * s * (1 - s);
            (slope[0], slope[1], slope[2], slope[3]) = (s, 1 - s, -rise / width, -rise * t / width * Math.Sign(b[3]));
            return;
        }

        var u = x - b[2];
        var step = Step(-b[1] * u);
        var fall = b[0] * step * (1 - step);
        (slope[0], slope[1], slope[2], slope[3], slope[4]) = (0.5 - step, fall * u, -fall * b[1], x, 1);
    }

    private static double Width(double b) => Math.Max(Math.Abs(b), 1e-6);

    private static double Step(double t) => 1 / (1 + Math.Exp(-t));
}
