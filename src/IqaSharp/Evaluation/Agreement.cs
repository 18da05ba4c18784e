namespace IqaSharp.Evaluation;

/// <summary>How well a metric's scores agree with opinions. Correlations are positive if better scores go with better opinions, whatever the directions of the two scales;
/// they are null if scores or opinions do not vary.</summary>
/// <param name="Images">Number of images.</param>
/// <param name="Srcc">Spearman's rank correlation.</param>
/// <param name="Plcc">Pearson's linear correlation of the raw scores.</param>
/// <param name="FittedPlcc">Pearson's linear correlation after the logistic curve.</param>
/// <param name="Krcc">Kendall's τ-b.</param>
/// <param name="Rmse">Root mean squared error after the logistic curve, on the scale of the opinions.</param>
/// <param name="Curve">The logistic curve; null if there are too few images to fit one.</param>
public sealed record Agreement(int Images, Estimate? Srcc, Estimate? Plcc, Estimate? FittedPlcc, Estimate? Krcc, Estimate? Rmse, Logistic? Curve)
{
    /// <summary>Compares scores with opinions.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="opinions">As many finite opinions.</param>
    /// <param name="sameDirection">Whether both scales rise, or both fall, with quality.</param>
    /// <param name="options">Settings of the intervals and the curve.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static Agreement Of(IReadOnlyList<double> scores, IReadOnlyList<double> opinions, bool sameDirection, EvaluationOptions options)
    {
        var sign = sameDirection ? 1 : -1;
        var curve = Logistic.Fit(scores, opinions, options.CurveParameters);
        var resamples = Bootstrap.Resample(scores.Count, options);
        var resampled = resamples.AsParallel().AsOrdered().Select(indices => OfResample(scores, opinions, indices, sign, options)).ToList();
        var all = Statistics(scores, opinions, sign, curve);
        Estimate? Interval(Func<Point, double?> of) => of(all) is { } value ? Bootstrap.Interval(value, resampled.Select(of)) : null;
        return new Agreement(scores.Count, Interval(p => p.Srcc), Interval(p => p.Plcc), Interval(p => p.FittedPlcc), Interval(p => p.Krcc), Interval(p => p.Rmse), curve);
    }

    private static Point OfResample(IReadOnlyList<double> scores, IReadOnlyList<double> opinions, int[] indices, int sign, EvaluationOptions options)
    {
        double[] x = Array.ConvertAll(indices, i => scores[i]), y = Array.ConvertAll(indices, i => opinions[i]);
        return Statistics(x, y, sign, Logistic.Fit(x, y, options.CurveParameters));
    }

    private static Point Statistics(IReadOnlyList<double> scores, IReadOnlyList<double> opinions, int sign, Logistic? curve)
    {
        double[]? fitted = curve is null ? null : [.. scores.Select(curve.At)];
        return new Point(
            sign * Correlations.Srcc(scores, opinions),
            sign * Correlations.Plcc(scores, opinions),
            fitted is null ? null : Correlations.Plcc(fitted, opinions),
            sign * Correlations.Krcc(scores, opinions),
            fitted is null ? null : Correlations.Rmse(fitted, opinions));
    }

    private sealed record Point(double? Srcc, double? Plcc, double? FittedPlcc, double? Krcc, double? Rmse);
}
