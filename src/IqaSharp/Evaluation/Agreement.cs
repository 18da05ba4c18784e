namespace IqaSharp.Evaluation;

/// <summary>How well a metric's scores agree with opinions. Correlations are positive where a better score means a better opinion, whatever the directions of the two scales;
/// null where one of them does not vary.</summary>
/// <param name="Images">How many images.</param>
/// <param name="Srcc">Spearman's rank correlation.</param>
/// <param name="Plcc">Pearson's linear correlation of the scores as they are.</param>
/// <param name="FittedPlcc">Behind a logistic curve.</param>
/// <param name="Krcc">Kendall's τ-b.</param>
/// <param name="Rmse">The root mean squared error behind the curve, on the opinions' scale.</param>
/// <param name="Curve">The curve; null where there are too few images for one.</param>
public sealed record Agreement(int Images, Estimate? Srcc, Estimate? Plcc, Estimate? FittedPlcc, Estimate? Krcc, Estimate? Rmse, Logistic? Curve)
{
    /// <summary>Compares scores with opinions.</summary>
    /// <param name="scores">Finite.</param>
    /// <param name="opinions">As many.</param>
    /// <param name="sameDirection">Whether both scales rise, or both fall, with quality.</param>
    /// <param name="options">Intervals and curve.</param>
    /// <exception cref="ArgumentException">There are more of the one than of the other, or one is not finite.</exception>
    public static Agreement Of(IReadOnlyList<double> scores, IReadOnlyList<double> opinions, bool sameDirection, EvaluationOptions options)
    {
        var sign = sameDirection ? 1 : -1;
        var curve = Logistic.Fit(scores, opinions, options.CurveParameters);
        var samples = Bootstrap.Samples(scores.Count, options);
        var drawn = samples.AsParallel().AsOrdered().Select(sample => Drawn(scores, opinions, sample, sign, options)).ToList();
        var whole = Numbers(scores, opinions, sign, curve);
        Estimate? Interval(Func<Point, double?> of) => of(whole) is { } value ? Bootstrap.Interval(value, drawn.Select(of)) : null;
        return new Agreement(scores.Count, Interval(p => p.Srcc), Interval(p => p.Plcc), Interval(p => p.FittedPlcc), Interval(p => p.Krcc), Interval(p => p.Rmse), curve);
    }

    private static Point Drawn(IReadOnlyList<double> scores, IReadOnlyList<double> opinions, int[] sample, int sign, EvaluationOptions options)
    {
        double[] x = Array.ConvertAll(sample, i => scores[i]), y = Array.ConvertAll(sample, i => opinions[i]);
        return Numbers(x, y, sign, Logistic.Fit(x, y, options.CurveParameters));
    }

    private static Point Numbers(IReadOnlyList<double> scores, IReadOnlyList<double> opinions, int sign, Logistic? curve)
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
