namespace IqaSharp.Core;

/// <summary>A label of a classifier, and its probability for an image.</summary>
/// <param name="Name">The label, as the model's recipe calls it, such as <c>jpeg 3</c>.</param>
/// <param name="Probability">0 to 1; those of all labels add up to 1.</param>
public sealed record Label(string Name, double Probability);
