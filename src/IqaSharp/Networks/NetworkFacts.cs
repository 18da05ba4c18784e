using IqaSharp.Core;

namespace IqaSharp.Networks;

/// <summary>What a card says of a network whatever its weights are.</summary>
/// <param name="ReferenceKind">What an image is held against.</param>
/// <param name="Range">The scores that it gives; null where only its training decides.</param>
/// <param name="SmallestSide">The shortest side in pixels that it can look at.</param>
/// <param name="HigherIsBetter">Whether a larger score is a better image.</param>
public sealed record NetworkFacts(ReferenceKind ReferenceKind, ScoreRange? Range, int SmallestSide = 1, bool HigherIsBetter = true);
