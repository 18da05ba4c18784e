using IqaSharp.Core;

namespace IqaSharp.Metrics;

/// <summary>One image of many: its score, or why there is none.</summary>
/// <param name="Path">The image, as it was given.</param>
/// <param name="Score">The score; null where it failed.</param>
/// <param name="Error">Why it failed, one line without the path; null where it was scored.</param>
/// <param name="Reference">What it was held against, as it was given; null for a metric that judges an image alone.</param>
public sealed record ScoredImage(string Path, QualityScore? Score, string? Error, string? Reference = null)
{
    /// <summary>The image's pixels per row; null if it could not be decoded.</summary>
    public int? Width { get; init; }

    /// <summary>The image's rows of pixels; null if it could not be decoded.</summary>
    public int? Height { get; init; }

    /// <summary>The file that it was scored from; null where that is not recorded.</summary>
    public ScoredFile? File { get; init; }
}
