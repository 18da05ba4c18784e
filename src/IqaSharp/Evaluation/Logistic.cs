namespace IqaSharp.Evaluation;

/// <summary>The logistic curve that maps a metric's scores to opinions before their linear correlation is taken.</summary>
/// <param name="Parameters">β₁ to β₄ or β₅, for standardised scores.</param>
/// <param name="Centre">Mean of the scores.</param>
/// <param name="Spread">Standard deviation of the scores.</param>
public sealed record Logistic(IReadOnlyList<double> Parameters, double Centre, double Spread)
{
    /// <summary>The opinion predicted for a score.</summary>
    public double At(double score) => LogisticFunction.Value([.. Parameters], (score - Centre) / Spread);

    /// <summary>Fits the curve by least squares.</summary>
    /// <remarks>Four parameters: VQEG, "Final report from the video quality experts group on the validation of objective models of video quality assessment, phase II", 2003,
    /// (β₁ − β₂) / (1 + exp(−(x − β₃) / |β₄|)) + β₂. Five: Sheikh, Sabir, Bovik, IEEE TIP 15(11), 2006, eq. 9: β₁ (½ − 1 / (1 + exp(β₂ (x − β₃)))) + β₄ x + β₅.</remarks>
    /// <param name="scores">Finite, and not all equal.</param>
    /// <param name="opinions">As many.</param>
    /// <param name="parameters">4 or 5.</param>
    /// <returns>Null if there are no more images than parameters, or scores or opinions do not vary.</returns>
    public static Logistic? Fit(IReadOnlyList<double> scores, IReadOnlyList<double> opinions, int parameters = 4)
    {
        var centre = scores.DefaultIfEmpty().Average();
        var spread = Math.Sqrt(scores.Select(score => (score - centre) * (score - centre)).DefaultIfEmpty().Average());
        if (scores.Count <= parameters || spread == 0 || Correlations.Plcc(scores, opinions) is not { } correlation)
        {
            return null;
        }

        double[] x = [.. scores.Select(score => (score - centre) / spread)], y = [.. opinions];
        var best = Starts(y, parameters, falling: correlation < 0)
            .Select(start => LevenbergMarquardt.Fit(x, y, start))
            .MinBy(fit => double.IsNaN(fit.SquaredError) ? double.PositiveInfinity : fit.SquaredError);
        return new Logistic(best.Parameters, centre, spread);
    }

    /// <summary>Starting points of the search; the best of the local minima it finds is taken.</summary>
    private static double[][] Starts(double[] y, int parameters, bool falling)
    {
        var (low, high) = (y.Min(), y.Max());
        return
        [
            parameters == 4
                ? [falling ? low : high, falling ? high : low, 0, 1]
                : [(falling ? -1.0 : 1.0) * (high - low), 1, 0, 0, y.Average()],
        ];
    }
}
