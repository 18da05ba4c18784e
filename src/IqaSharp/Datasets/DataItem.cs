namespace IqaSharp.Datasets;

/// <summary>One rated image of a data set.</summary>
/// <param name="Image">Its full path.</param>
/// <param name="Score">The subjective score (MOS or DMOS) on the set's own scale; always finite.</param>
/// <param name="Reference">The full path of its pristine original; null if there is none.</param>
/// <param name="Split">Which split it belongs to, such as <c>train</c>, <c>validation</c> or <c>test</c>; null if unknown.</param>
/// <param name="Weight">Its weight in training; above 0.</param>
/// <param name="Scene">Its content: images made from the same original share it; null if unknown.</param>
/// <param name="Distortion">The kind of distortion; null if unknown.</param>
/// <param name="Level">The level of distortion, 1 for the weakest; null if unknown.</param>
/// <param name="Degraded">The full path of the degraded input that it was restored from; null if it is not a restoration, or its input is not stored.</param>
/// <param name="Ratings">The rating histogram, lowest rating first; null if only the mean is known.</param>
public sealed record DataItem(
    string Image,
    double Score,
    string? Reference = null,
    string? Split = null,
    double Weight = 1,
    string? Scene = null,
    string? Distortion = null,
    int? Level = null,
    string? Degraded = null,
    IReadOnlyList<int>? Ratings = null);
