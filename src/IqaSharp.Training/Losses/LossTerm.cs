using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Losses;

/// <summary>A term of the total loss.</summary>
/// <param name="Weight">Its weight; at 0 it is not computed.</param>
/// <param name="Value">Computes it.</param>
internal readonly record struct LossTerm(double Weight, Func<Tensor> Value);
