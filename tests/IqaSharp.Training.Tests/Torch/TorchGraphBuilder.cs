using IqaSharp.Networks;
using IqaSharp.Training.Torch;
using TorchSharp;

namespace IqaSharp.Training.Tests.Torch;

/// <summary>Runs a network's graph at once, on the inputs given.</summary>
internal sealed class TorchGraphBuilder(TorchNet net, IReadOnlyList<GraphValue> inputs) : IGraphBuilder<TorchValue>
{
    public INet<TorchValue> Net => net;

    public Dictionary<string, TorchValue> Outputs { get; } = [];

    public TorchValue Floats(string name, params ReadOnlySpan<Dimension> shape) => new(torch.tensor(Input(name).Floats.ToArray(), [.. Input(name).Shape]));

    public TorchValue Integers(string name, params ReadOnlySpan<Dimension> shape) => new(torch.tensor(Input(name).Integers!.Value.ToArray(), [.. Input(name).Shape]));

    public void Output(string name, TorchValue value, params ReadOnlySpan<Dimension> shape) => Outputs.Add(name, value);

    private GraphValue Input(string name) => inputs.Single(input => input.Name == name);
}
