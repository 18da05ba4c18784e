namespace IqaSharp.Evaluation;

/// <summary>Settings of an evaluation.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Number of bootstrap resamples for the intervals; 0 for no intervals.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of the bootstrap.</summary>
    public int Seed { get; init; }

    /// <summary>Number of parameters of the logistic curve, 4 or 5.</summary>
    public int CurveParameters { get; init; } = 4;
}
