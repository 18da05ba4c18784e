namespace IqaSharp.Evaluation;

/// <summary>The logistic curve that maps a metric's scores to opinions before their linear correlation is taken.</summary>
/// <param name="Parameters">β₁ to β₄ or β₅, for standardised scores.</param>
/// <param name="Centre">Mean of the scores.</param>
/// <param name="Spread">Standard deviation of the scores.</param>
public sealed record Logistic(IReadOnlyList<double> Parameters, double Centre, double Spread)
{
    private const int SearchPoints = 128;
    private const int StartedPoints = 320; // more starts where there are few points: their minima are many, and cheap

    /// <summary>The opinion predicted for a score.</summary>
    public double At(double score)
    {
        var (b, x) = (Parameters, (score - Centre) / Spread);
        return b.Count == 4
            ? ((b[0] - b[1]) * Sigmoid((x - b[2]) / Math.Max(Math.Abs(b[3]), SeparableFit.NarrowestWidth))) + b[1]
            : (b[0] * (0.5 - Sigmoid(-b[1] * (x - b[2])))) + (b[3] * x) + b[4];
    }

    /// <summary>Fits the curve: the global optimum of least squares, with a step that is neither narrower than a millionth of the scores' standard deviation nor wider than a thousand of them (a hundred for five parameters).</summary>
    /// <remarks>Four parameters: VQEG, "Final report from the video quality experts group on the validation of objective models of video quality assessment, phase II", 2003,
    /// (β₁ − β₂) / (1 + exp(−(x − β₃) / |β₄|)) + β₂. Five: Sheikh, Sabir, Bovik, IEEE TIP 15(11), 2006, eq. 9: β₁ (½ − 1 / (1 + exp(β₂ (x − β₃)))) + β₄ x + β₅.
    /// How it is searched: docs/decisions/logistic-curve.md.</remarks>
    /// <param name="scores">Finite, and not all equal.</param>
    /// <param name="opinions">As many.</param>
    /// <param name="parameters">4 or 5.</param>
    /// <returns>Null if there are no more images than parameters, or scores or opinions do not vary.</returns>
    public static Logistic? Fit(IReadOnlyList<double> scores, IReadOnlyList<double> opinions, int parameters = 4)
    {
        if (scores.Count <= parameters || Correlations.Plcc(scores, opinions) is null)
        {
            return null;
        }

        var (x, centre, spread) = Correlations.Standardised(scores);
        var (y, mean, scale) = Correlations.Standardised(opinions);
        var points = SeparableFit.Of(x, y, withSlope: parameters == 5);
        var coarse = points.Coarse(SearchPoints);
        var fits = StepSearch.LocalMinima(coarse).Take(Math.Max(5, StartedPoints / coarse.Scores.Length)).Select(coarse.Descend).OrderBy(fit => fit.SquaredError);
        var step = (coarse == points ? fits : fits.Take(1).Select(fit => points.Descend(fit.Step))).First().Step;
        var (constant, slope, height) = points.Coefficients(step);
        return new Logistic(
            parameters == 4
                ? [mean + (scale * (constant + (height / 2))), mean + (scale * (constant - (height / 2))), step.Centre, step.Width]
                : [scale * height, 1 / step.Width, step.Centre, scale * slope, mean + (scale * constant)],
            centre,
            spread);
    }

    private static double Sigmoid(double t) => 1 / (1 + Math.Exp(-t));
}
