namespace IqaSharp.Evaluation;

/// <summary>How agreement is measured.</summary>
public sealed record EvaluationOptions
{
    /// <summary>How often images are drawn anew for the intervals; 0 for none.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>The same seed draws the same images.</summary>
    public int Seed { get; init; }

    /// <summary>Parameters of the logistic curve, 4 or 5.</summary>
    public int CurveParameters { get; init; } = 4;
}
