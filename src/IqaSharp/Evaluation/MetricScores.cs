namespace IqaSharp.Evaluation;

/// <summary>What a metric says of a data set's images.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="HigherIsBetter">Whether a larger score is a better image.</param>
/// <param name="Scores">By item; null for an image that could not be scored.</param>
public sealed record MetricScores(string Metric, bool HigherIsBetter, IReadOnlyList<double?> Scores);
