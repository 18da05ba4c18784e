using IqaSharp.Images;

namespace IqaSharp.Training.Data;

/// <summary>One image to learn from.</summary>
/// <param name="Name">What logs and errors call it; its own among all examples.</param>
/// <param name="Load">Reads or makes it.</param>
/// <param name="Source">Which of the recipe's sources it is from.</param>
/// <param name="Score">What people gave it, as a share of the range; null where nobody did.</param>
/// <param name="Level">How strongly it is distorted: 0 for pristine, to 5.</param>
internal sealed record Example(string Name, Func<Image> Load, int Source, float? Score = null, int Level = 0);
