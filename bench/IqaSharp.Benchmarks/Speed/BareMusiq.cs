using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Models;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Torch;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace IqaSharp.Benchmarks.Speed;

/// <summary>MUSIQ as one has it without this library: the exported graph run by ONNX Runtime's own API with its own settings, and the network run eagerly by libtorch.
/// Both get their input ready made: decoding and resizing is not in their time.</summary>
internal sealed class BareMusiq : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly GraphValue[] _inputs;
    private readonly OrtValue[] _values;
    private readonly INetworkGraph _graph;
    private readonly TorchParameters _parameters;
    private readonly Dictionary<string, TorchValue> _tensors;

    public BareMusiq(string model, string photo, string folder)
    {
        using var read = Model.Read(model);
        var config = (MusiqConfig)read.Configuration;
        var file = Path.Combine(folder, $"{Guid.NewGuid()}.onnx");
        OnnxExport.Write(read, file, OnnxOps.Fused);
        _session = new InferenceSession(file);
        _inputs = Inputs(config, MusiqInput.Of(Image.Load(photo), config));
        _values = [.. _inputs.Select(input => input.Integers is { } integers
            ? OrtValue.CreateTensorValueFromMemory(integers.ToArray(), [.. input.Shape])
            : OrtValue.CreateTensorValueFromMemory(input.Floats.ToArray(), [.. input.Shape]))];

        LibTorch.Prepare();
        set_num_threads(Environment.ProcessorCount);
        _graph = new MusiqGraph(config);
        _parameters = new TorchParameters(config.Parameters(), seed: 0);
        _parameters.Load(read.Tensors);
        _tensors = _inputs.ToDictionary(input => input.Name, input => new TorchValue(input.Integers is { } integers ? tensor(integers.ToArray(), [.. input.Shape]) : tensor(input.Floats.ToArray(), [.. input.Shape])));
    }

    /// <summary>Runs the exported graph.</summary>
    public void RunGraph() => _session.Run(_run, [.. _inputs.Select(input => input.Name)], _values, _session.OutputNames).Dispose();

    /// <summary>Runs the network eagerly, without gradients.</summary>
    public void RunEagerly()
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        _graph.Build(new EagerGraph(new TorchNet(_parameters), _tensors));
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
        _parameters.Dispose();
        Array.ForEach(_values, value => value.Dispose());
    }

    private static GraphValue[] Inputs(MusiqConfig config, MusiqInput input)
    {
        GraphValue Patches()
        {
            var patches = new float[input.Tokens * 3 * MusiqConfig.Patch * MusiqConfig.Patch];
            input.CopyPatches(0, patches);
            return new GraphValue(MusiqGraph.Patches, patches, input.Tokens, 3, MusiqConfig.Patch, MusiqConfig.Patch);
        }

        GraphValue Scale(MusiqScale scale, int index)
        {
            var (height, width) = (MusiqConfig.Patch * scale.Rows, MusiqConfig.Patch * scale.Columns);
            var planes = new float[3 * height * width];
            scale.CopyAll(PixelLookup.Of(config.PatchBackbone), planes);
            return new GraphValue(MusiqGraph.ScaleName(config, index), planes, 1, 3, height, width);
        }

        return
        [
            .. config.Backbone is null ? [Patches()] : input.Grids.Select(Scale),
            new GraphValue(MusiqGraph.Positions, input.Positions, input.Tokens),
            new GraphValue(MusiqGraph.Scales, input.Scales, input.Tokens),
        ];
    }

    private sealed class EagerGraph(TorchNet net, Dictionary<string, TorchValue> inputs) : IGraphBuilder<TorchValue>
    {
        public INet<TorchValue> Net => net;

        public TorchValue Floats(string name, params ReadOnlySpan<Dimension> shape) => inputs[name];

        public TorchValue Integers(string name, params ReadOnlySpan<Dimension> shape) => inputs[name];

        public void Output(string name, TorchValue value, params ReadOnlySpan<Dimension> shape)
        {
            // it has been computed
        }
    }
}
