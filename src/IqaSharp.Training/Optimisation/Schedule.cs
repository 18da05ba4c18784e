namespace IqaSharp.Training.Optimisation;

/// <summary>The share of the rate at a step.</summary>
internal static class Schedule
{
    /// <summary>A straight rise, then half a cosine to zero.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="steps">How many there are.</param>
    /// <param name="warmUp">The share of the rise.</param>
    public static double Factor(int step, int steps, double warmUp)
    {
        var rise = warmUp * steps;
        return step < rise ? (step + 1) / (rise + 1) : 0.5 * (1 + Math.Cos(Math.PI * (step - rise) / Math.Max(1, steps - rise)));
    }
}
