namespace IqaSharp.Server.Contract;

/// <summary>Images compared with a reference by one or several metrics.</summary>
/// <param name="Reference">The reference's file name.</param>
/// <param name="Images">The images' file names.</param>
/// <param name="Metrics">The scores, metric by metric.</param>
internal sealed record ComparisonResult(string Reference, IReadOnlyList<string> Images, IReadOnlyList<MetricComparison> Metrics);

/// <summary>What one metric says of a few images.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="HigherIsBetter">Whether a larger score is a better image.</param>
/// <param name="Scores">The score of each image; null for one without.</param>
/// <param name="Best">The indices of the best images; none if all are equal or there are fewer than two.</param>
/// <param name="Errors">Why an image has no score; null for one that has.</param>
internal sealed record MetricComparison(string Metric, bool? HigherIsBetter, IReadOnlyList<double?> Scores, IReadOnlyList<int> Best, IReadOnlyList<string?> Errors);
