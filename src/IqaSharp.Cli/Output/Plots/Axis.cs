namespace IqaSharp.Cli.Output.Plots;

/// <summary>From numbers to places along a line.</summary>
/// <param name="Low">The number where it begins.</param>
/// <param name="High">The number where it ends.</param>
/// <param name="Start">Where it begins, in pixels.</param>
/// <param name="End">Where it ends.</param>
internal sealed record Axis(double Low, double High, double Start, double End)
{
    private const int Marks = 6;

    /// <summary>An axis that a row of numbers fits on, with a little room.</summary>
    public static Axis Around(IEnumerable<double> values, double start, double end)
    {
        double[] all = [.. values];
        var (low, high) = all.Length == 0 ? (0, 1) : (all.Min(), all.Max());
        var room = high > low ? 0.04 * (high - low) : 0.5;
        return new Axis(low - room, high + room, start, end);
    }

    /// <summary>Where a number lies.</summary>
    public double At(double value) => Start + ((value - Low) / (High - Low) * (End - Start));

    /// <summary>Round numbers, about six of them.</summary>
    public IEnumerable<double> Ticks()
    {
        var rough = (High - Low) / Marks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * new[] { 1.0, 2, 5, 10 }.First(factor => factor * power >= rough);
        for (var i = Math.Ceiling(Low / step); i * step <= High; i++)
        {
            yield return Math.Round(i * step, 10);
        }
    }
}
