namespace IqaSharp.Evaluation;

/// <summary>How well one metric agrees with people on one data set.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="All">Over all images.</param>
/// <param name="Distortions">By distortion; empty where the set has none.</param>
/// <param name="Scenes">By scene, those of three images and more; empty likewise.</param>
/// <param name="SceneMean">The mean over the scenes of their SRCC; null without scenes.</param>
/// <param name="Failed">Images that could not be scored, and so do not count.</param>
/// <param name="BeatenBySrcc">How much lower its SRCC is than the best metric's, on the images that both scored, drawn together; null for the best one.</param>
public sealed record MetricReport(
    string Metric,
    Agreement All,
    IReadOnlyDictionary<string, Agreement> Distortions,
    IReadOnlyDictionary<string, Agreement> Scenes,
    double? SceneMean,
    int Failed,
    Estimate? BeatenBySrcc)
{
    /// <summary>Whether chance does not explain that the best metric is better: the interval of the difference is above zero. Null for the best one.</summary>
    public bool? IsBeaten => BeatenBySrcc is { } difference ? difference.Low > 0 : null;
}
