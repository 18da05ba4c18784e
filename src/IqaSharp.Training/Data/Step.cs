namespace IqaSharp.Training.Data;

/// <summary>The images of one step.</summary>
/// <param name="Examples">Indices of the images, the rated ones first.</param>
/// <param name="Rated">How many come from the rated sets.</param>
/// <param name="Lists">Position of each list in the step, and its length.</param>
internal sealed record Step(int[] Examples, int Rated, IReadOnlyList<(int Start, int Count)> Lists)
{
    /// <summary>Positions of two versions of an image that deserve the same score.</summary>
    public IReadOnlyList<(int First, int Second)> Variants { get; init; } = [];
}
