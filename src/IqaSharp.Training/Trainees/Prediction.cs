using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Trainees;

/// <summary>What a network says of a step's images.</summary>
/// <param name="Scores">[n], as shares of the range.</param>
/// <param name="Shares">[n, outputs]: probabilities of ratings or of labels; null for a head that gives one score.</param>
internal sealed record Prediction(Tensor Scores, Tensor? Shares = null);
