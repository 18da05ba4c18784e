using IqaSharp.CommandLine;
using IqaSharp.Core;

namespace IqaSharp.Server.Contract;

/// <summary>The score of one image, or why it has none. The names are those of <c>iqa score --format json</c>.</summary>
/// <param name="Image">The file's name.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Score">The score; null if the image could not be scored.</param>
/// <param name="Low">The lower end of its interval, of a calibrated model.</param>
/// <param name="High">The upper end of its interval.</param>
/// <param name="Familiarity">How near the image is to what the model has learned from, 0 to 100.</param>
/// <param name="Unfamiliar">Whether the image is strange to the model.</param>
/// <param name="Distribution">The predicted shares of ratings, of a model that predicts them.</param>
/// <param name="Error">Why the image could not be scored.</param>
/// <param name="Note">How it was computed, if not exactly.</param>
internal sealed record ScoreResult(
    string Image,
    string Metric,
    double? Score,
    double? Low = null,
    double? High = null,
    double? Familiarity = null,
    bool? Unfamiliar = null,
    IReadOnlyList<double>? Distribution = null,
    string? Error = null,
    string? Note = null)
{
    public static ScoreResult Of(string image, string metric, QualityScore score) => new(
        image, metric, score.Value, score.Interval?.Low, score.Interval?.High, score.Familiarity, score.IsUnfamiliar, score.Distribution, Note: score.Precision == Precision.Fast ? PrecisionOption.Fast : null);
}

/// <summary>The scores of the files of a form, in their order.</summary>
/// <param name="Results">A result for each file.</param>
internal sealed record ScoreResults(IReadOnlyList<ScoreResult> Results);
