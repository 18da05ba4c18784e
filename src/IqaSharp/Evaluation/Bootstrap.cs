namespace IqaSharp.Evaluation;

/// <summary>Bootstrap confidence intervals: the images are resampled with replacement.</summary>
/// <remarks>Efron, Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3: the percentile interval.</remarks>
internal static class Bootstrap
{
    private const double Tail = 0.025;

    /// <summary>Draws the resamples, each as indices of images.</summary>
    public static List<int[]> Resample(int images, EvaluationOptions options)
    {
        var random = new Random(options.Seed);
        return [.. Enumerable.Range(0, images > 1 ? options.Resamples : 0).Select(_ => Enumerable.Range(0, images).Select(_ => random.Next(images)).ToArray())];
    }

    /// <summary>The estimate with its 95 % percentile interval. Resamples where the statistic is undefined are left out.</summary>
    public static Estimate Interval(double value, IEnumerable<double?> resampled)
    {
        double[] sorted = [.. resampled.OfType<double>().Order()];
        return sorted.Length == 0 ? new Estimate(value, value, value) : new Estimate(value, Quantile.Of(sorted, Tail), Quantile.Of(sorted, 1 - Tail));
    }
}
