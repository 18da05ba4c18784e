namespace IqaSharp.Server.Contract;

/// <summary>The embedding of one image.</summary>
/// <param name="Image">The file's name.</param>
/// <param name="Metric">The model.</param>
/// <param name="Embedding">The class token, which the model's head reads.</param>
/// <param name="Scales">The mean of each scale's tokens, if asked for.</param>
internal sealed record EmbeddingResult(string Image, string Metric, IReadOnlyList<float> Embedding, IReadOnlyList<IReadOnlyList<float>>? Scales);
