namespace IqaSharp.Core;

/// <summary>The scores that a model was trained to give. A score may fall slightly outside.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
public readonly record struct ScoreRange(double Low, double High);
