namespace IqaSharp.Evaluation;

/// <summary>A statistic with its 95 % confidence interval over the choice of images.</summary>
/// <param name="Value">The statistic over all images.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record Estimate(double Value, double Low, double High);
