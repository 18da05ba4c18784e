namespace IqaSharp.Training.Optimisation;

/// <summary>The learning-rate schedule.</summary>
public static class Schedule
{
    /// <summary>The factor of the learning rate at a step: a linear warm-up, then a cosine decay to zero.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="warmUp">The share of steps in the warm-up.</param>
    public static double Factor(int step, int steps, double warmUp)
    {
        var rise = warmUp * steps;
        return step < rise ? (step + 1) / (rise + 1) : 0.5 * (1 + Math.Cos(Math.PI * (step - rise) / Math.Max(1, steps - rise)));
    }
}
