namespace IqaSharp.Evaluation;

/// <summary>Quantiles of samples.</summary>
internal static class Quantile
{
    /// <summary>The quantile at a level of 0–1, interpolated linearly (type 7 of Hyndman and Fan, 1996).</summary>
    public static double Of(double[] sorted, double level)
    {
        var position = level * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 < sorted.Length ? sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
