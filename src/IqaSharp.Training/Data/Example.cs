using IqaSharp.Imaging;

namespace IqaSharp.Training.Data;

/// <summary>One image to learn from.</summary>
/// <param name="Name">What logs and errors call it; its own among all examples.</param>
/// <param name="Load">Reads or makes it.</param>
/// <param name="Source">Which of the recipe's sources it is from.</param>
/// <param name="Score">What people gave it, or what stands in for them, as a share of the range; null where there is nothing.</param>
/// <param name="Ratings">The share of people who gave each rating, from the lowest; null where only a score is known.</param>
/// <param name="Level">How strongly it is distorted: 0 for pristine, to 5; null for an image that is in no list.</param>
/// <param name="Reference">Which example is its pristine original, by index; null where there is none.</param>
/// <param name="Degraded">Which example CKDN holds it against, by index: the degraded input that it is a restoration of; null for no restoration.</param>
/// <param name="IsInput">Whether it is such an input, which networks see in another way than its restorations.</param>
/// <param name="Label">Which of the labels is right; null for an image without one.</param>
internal sealed record Example(string Name, Func<Image> Load, int Source, float? Score = null, int? Level = null, int? Label = null, int? Reference = null, int? Degraded = null, bool IsInput = false, IReadOnlyList<float>? Ratings = null)
{
    /// <summary>Whose scale its score is on: the first source that was rated by the same.</summary>
    public int Scale { get; init; } = Source;
}
