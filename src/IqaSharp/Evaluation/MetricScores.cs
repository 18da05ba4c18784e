namespace IqaSharp.Evaluation;

/// <summary>A metric's scores of a data set.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="HigherIsBetter">Whether higher scores mean better quality.</param>
/// <param name="Scores">One per item; null if the image could not be scored.</param>
public sealed record MetricScores(string Metric, bool HigherIsBetter, IReadOnlyList<double?> Scores);
