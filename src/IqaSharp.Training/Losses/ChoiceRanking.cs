using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace IqaSharp.Training.Losses;

/// <summary>LPIPS's ranking loss: a small network predicts from two distances which image people choose, and learns with the network that gives the distances.</summary>
/// <remarks>Zhang et al., CVPR 2018, section 3 (G); in the authors' code it sees both distances, their difference and both ratios, and has two layers of 32.</remarks>
internal sealed class ChoiceRanking
{
    private const int Inputs = 5;
    private const int Width = 32;
    private const double Leak = 0.2;
    private const double Least = 0.1; // added to the divisor of a ratio

    private static readonly (string Name, int In, int Out)[] Layers = [("ranking.0", Inputs, Width), ("ranking.1", Width, Width), ("ranking.2", Width, 1)];

    public ChoiceRanking()
    {
        Torch.LibTorch.Prepare();
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var parameters = new Dictionary<string, Tensor>();
        foreach (var (name, inputs, outputs) in Layers)
        {
            Tensor Uniform(params long[] shape) => (((rand(shape, generator: generator) * 2) - 1) / Math.Sqrt(inputs)).DetachFromDisposeScope(); // PyTorch's usual one
            parameters[$"{name}.weight"] = Uniform(outputs, inputs);
            parameters[$"{name}.bias"] = Uniform(outputs);
        }

        Parameters = parameters;
    }

    /// <summary>The network's parameters by path.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters { get; }

    /// <summary>The mean cross-entropy.</summary>
    /// <param name="first">[n]: the distance of each first image from the original.</param>
    /// <param name="second">[n]: that of the second.</param>
    /// <param name="judge">[n], 0…1: the share of people who chose the second.</param>
    public Tensor Of(Tensor first, Tensor second, Tensor judge)
    {
        var x = stack([first, second, first - second, first / (second + Least), second / (first + Least)], 1);
        foreach (var (name, _, outputs) in Layers)
        {
            x = F.linear(x, Parameters[$"{name}.weight"], Parameters[$"{name}.bias"]);
            x = outputs == 1 ? x : F.leaky_relu(x, Leak);
        }

        return F.binary_cross_entropy_with_logits(x.squeeze(1), judge);
    }
}
