namespace IqaSharp.Datasets;

/// <summary>One rated image of a data set.</summary>
/// <param name="Image">Its full path.</param>
/// <param name="Score">What people gave it, on the set's own scale; always finite.</param>
/// <param name="Reference">The full path of its pristine original; null where there is none.</param>
/// <param name="Split">Which split it belongs to, such as <c>train</c>, <c>validation</c> or <c>test</c>; null where nobody said.</param>
/// <param name="Weight">How much it counts when one learns from it; above 0.</param>
/// <param name="Scene">What it shows: images of one original share it; null where nobody said.</param>
/// <param name="Distortion">What was done to the original; null where nobody said.</param>
/// <param name="Level">How strongly, 1 for the least; null where nobody said.</param>
/// <param name="Degraded">The full path of the degraded input that it is a restoration of; null for no restoration, or where it is not kept.</param>
/// <param name="Ratings">How many people gave the lowest rating, the next one, …; null where only their mean is known.</param>
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
