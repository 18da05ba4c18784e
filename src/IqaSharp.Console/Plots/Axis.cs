namespace IqaSharp.CommandLine.Plots;

/// <summary>An axis of a plot: maps values to pixels.</summary>
/// <param name="Low">The value at its start.</param>
/// <param name="High">The value at its end.</param>
/// <param name="Start">Its start, in pixels.</param>
/// <param name="End">Its end, in pixels.</param>
internal sealed record Axis(double Low, double High, double Start, double End)
{
    private const int TickCount = 6;
    private const double Rounding = 1e-9; // values this close to each other, of their size, are one value

    /// <summary>An axis that all values fit on, with a margin.</summary>
    public static Axis Around(IEnumerable<double> values, double start, double end)
    {
        double[] all = [.. values];
        var (low, high) = all.Length == 0 ? (0, 1) : (all.Min(), all.Max());
        var margin = high - low > Rounding * Math.Max(Math.Abs(low), Math.Abs(high)) ? 0.04 * (high - low) : 0.5 * Math.Max(1, Math.Abs(high));
        return new Axis(low - margin, high + margin, start, end);
    }

    /// <summary>The position of a value, in pixels.</summary>
    public double At(double value) => Start + ((value - Low) / (High - Low) * (End - Start));

    /// <summary>About six round values.</summary>
    public IEnumerable<double> Ticks()
    {
        var rough = (High - Low) / TickCount;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * new[] { 1.0, 2, 5, 10 }.First(factor => factor * power >= rough);
        for (var i = Math.Ceiling(Low / step); i * step <= High; i++)
        {
            yield return Math.Round(i * step, 10) + 0.0; // -0 + 0 is 0
        }
    }
}
