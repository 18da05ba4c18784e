using IqaSharp.Networks;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Torch;

/// <summary>Runs graphs on libtorch without gradients: frozen parts of a network, where the device of the training is not the CPU.</summary>
internal sealed class TorchEngine(Device device) : IEngine
{
    public ICompiledGraph Compile(INetworkGraph graph, IReadOnlyDictionary<string, Core.Tensor> weights)
    {
        LibTorch.Prepare();
        using var scope = NewDisposeScope();
        return new Graph(graph, new TorchParameters(weights.ToDictionary(w => w.Key, w => tensor(w.Value.ToFloats(), [.. w.Value.Shape.Select(side => (long)side)]).to(device))));
    }

    private sealed class Graph(INetworkGraph graph, TorchParameters parameters) : ICompiledGraph
    {
        public GraphOutputs Run(IReadOnlyList<GraphValue> inputs, IReadOnlyList<string> outputs, bool releaseMemory = false, CancellationToken cancellation = default)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var unchanged = no_grad();
            var builder = new Builder(new TorchNet(parameters), inputs);
            graph.Build(builder);
            return new([.. outputs.Select(name => new GraphValue(name, builder.Outputs[name].contiguous().cpu().data<float>().ToArray(), builder.Outputs[name].shape))], []);
        }

        public void Fill(GraphValue output, IReadOnlyList<GraphValue> inputs, bool releaseMemory = false, CancellationToken cancellation = default)
        {
            using var outputs = Run(inputs, [output.Name], releaseMemory, cancellation);
            outputs[0].Floats.CopyTo(output.Floats);
        }

        public void Dispose() => parameters.Dispose();
    }

    private sealed class Builder(TorchNet net, IReadOnlyList<GraphValue> inputs) : IGraphBuilder<TorchValue>
    {
        public INet<TorchValue> Net => net;

        public Dictionary<string, Tensor> Outputs { get; } = [];

        public TorchValue Floats(string name, params ReadOnlySpan<Dimension> shape) => net.Input(Named(name).Floats.ToArray(), [.. Named(name).Shape]);

        public TorchValue Integers(string name, params ReadOnlySpan<Dimension> shape) => net.Input(Named(name).Integers!.Value.ToArray(), [.. Named(name).Shape]);

        public void Output(string name, TorchValue value, params ReadOnlySpan<Dimension> shape) => Outputs.Add(name, value.Tensor);

        private GraphValue Named(string name) => inputs.First(input => input.Name == name);
    }
}
