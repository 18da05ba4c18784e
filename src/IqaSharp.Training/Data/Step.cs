namespace IqaSharp.Training.Data;

/// <summary>What one step learns from.</summary>
/// <param name="Examples">The images, by index: the rated ones first.</param>
/// <param name="Rated">How many of them are rated.</param>
/// <param name="Lists">Where in the step each list begins, and how long it is.</param>
internal sealed record Step(int[] Examples, int Rated, IReadOnlyList<(int Start, int Count)> Lists);
