using TorchSharp;

namespace IqaSharp.Training.Torch;

/// <summary>A tensor with gradients; for a batch of padded sequences, also which tokens are present.</summary>
/// <param name="Tensor">The numbers.</param>
/// <param name="Mask">[batch, tokens], true where there is a token; null where all are present. Operators that keep tokens keep it; <c>Reshape</c> and <c>Transpose</c> do not.</param>
public sealed record TorchValue(torch.Tensor Tensor, torch.Tensor? Mask = null);
