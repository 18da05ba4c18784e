using IqaSharp.Core;

namespace IqaSharp.Networks;

/// <summary>All that one run of a network says of an image.</summary>
/// <param name="Score">The score.</param>
/// <param name="Embedding">The embedding that it is made from.</param>
/// <param name="Places">The tokens of the image's places.</param>
internal sealed record Examination(QualityScore Score, Embedding Embedding, PlaceTokens Places);
