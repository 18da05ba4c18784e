namespace IqaSharp.Scoring;

/// <summary>How good an image looks, by one metric. What the number means is in the metric's card.</summary>
/// <param name="Value">The score.</param>
/// <param name="Distribution">The share of raters expected to give 1, 2, …, for a model that predicts one; their mean is the score.</param>
/// <param name="NativeSide">The longest side in pixels that the native scale was reduced to, where <see cref="MetricOptions.MaxSide"/> made it; else null.</param>
public sealed record QualityScore(double Value, IReadOnlyList<double>? Distribution = null, int? NativeSide = null);
