namespace IqaSharp.Evaluation;

/// <summary>What chance in the choice of images may have done: as many images are drawn again and again from those there are, with replacement.</summary>
/// <remarks>Efron, Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3: the percentile interval.</remarks>
internal static class Bootstrap
{
    private const double Outside = 0.025; // on either side

    /// <summary>Draws the samples: for each the indices of its images.</summary>
    public static List<int[]> Samples(int images, EvaluationOptions options)
    {
        var random = new Random(options.Seed);
        return [.. Enumerable.Range(0, images > 1 ? options.Resamples : 0).Select(_ => Enumerable.Range(0, images).Select(_ => random.Next(images)).ToArray())];
    }

    /// <summary>The middle 95 % of what the samples gave; samples that gave nothing are left out.</summary>
    public static Estimate Interval(double value, IEnumerable<double?> samples)
    {
        double[] sorted = [.. samples.OfType<double>().Order()];
        return sorted.Length == 0 ? new Estimate(value, value, value) : new Estimate(value, At(sorted, Outside), At(sorted, 1 - Outside));
    }

    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
