namespace IqaSharp.Core;

/// <summary>How MUSIQ sees an image before its head makes a score of it: for search, clustering and heads of one's own.</summary>
/// <param name="Image">[hidden]: the normalised class token, which the head reads.</param>
/// <param name="Scales">For each scale [hidden]: the mean of its tokens, as the last block reads them.</param>
public sealed record Embedding(IReadOnlyList<float> Image, IReadOnlyList<IReadOnlyList<float>> Scales);
