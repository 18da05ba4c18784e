namespace IqaSharp.Evaluation;

/// <summary>How well one metric agrees with people on one data set.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="All">Agreement over all images.</param>
/// <param name="Distortions">Agreement by distortion; empty if the set has none.</param>
/// <param name="Scenes">Agreement by scene, for scenes of at least three images; empty if the set has none.</param>
/// <param name="SceneMean">Mean SRCC of the scenes; null without scenes.</param>
/// <param name="Failed">Number of images that could not be scored and are not counted.</param>
/// <param name="BeatenBySrcc">The best metric's SRCC minus this one's, on the images that both scored, with a paired bootstrap; null for the best metric.</param>
public sealed record MetricReport(
    string Metric,
    Agreement All,
    IReadOnlyDictionary<string, Agreement> Distortions,
    IReadOnlyDictionary<string, Agreement> Scenes,
    double? SceneMean,
    int Failed,
    Estimate? BeatenBySrcc)
{
    /// <summary><see cref="SceneMean"/> with its interval over the choice of scenes; null without scenes.</summary>
    public Estimate? PerScene { get; init; }

    /// <summary>How well the metric's intervals hold the opinions; null for a metric that gives none.</summary>
    public IntervalReport? Intervals { get; init; }

    /// <summary>Whether the best metric is significantly better: the interval of the difference lies above zero. Null for the best metric.</summary>
    public bool? IsBeaten => BeatenBySrcc is { } difference ? difference.Low > 0 : null;
}
