using TorchSharp;

namespace IqaSharp.Training.Torch;

/// <summary>A tensor with gradients; of a batch of sequences also which tokens are there.</summary>
/// <param name="Tensor">The numbers.</param>
/// <param name="Mask">[batch, tokens], true where there is a token; null where every one is.</param>
internal sealed record TorchValue(torch.Tensor Tensor, torch.Tensor? Mask = null);
