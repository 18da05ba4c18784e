using IqaSharp.Core;

namespace IqaSharp.Evaluation;

/// <summary>A metric's scores of a data set.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="HigherIsBetter">Whether higher scores mean better quality.</param>
/// <param name="Scores">One per item; null if the image could not be scored.</param>
public sealed record MetricScores(string Metric, bool HigherIsBetter, IReadOnlyList<double?> Scores)
{
    /// <summary>The scores' range; null where it is unknown.</summary>
    public ScoreRange? Range { get; init; }

    /// <summary>The intervals of the scores, one per item; null for a metric that gives none.</summary>
    public IReadOnlyList<ScoreInterval?>? Intervals { get; init; }

    /// <summary>Whether the images are unfamiliar to the metric, one per item; null for a metric that cannot tell.</summary>
    public IReadOnlyList<bool?>? Unfamiliar { get; init; }
}
