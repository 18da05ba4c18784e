using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Tests.Engines.Onnx;

/// <summary>MUSIQ as one graph, the way it is exported, fed as another program would.</summary>
internal sealed class WholeGraph : IDisposable
{
    private readonly MusiqConfig _config;
    private readonly InferenceSession _session;

    public WholeGraph(MusiqConfig config, OnnxOps ops = OnnxOps.Fused, params string[] named)
        : this(config, Bytes(config, ops, named))
    {
    }

    public WholeGraph(MusiqConfig config, byte[] graph) => (_config, _session) = (config, new InferenceSession(graph));

    /// <summary>The score or the distribution.</summary>
    public float[] Run(Image image) => RunAll(image)[MusiqGraph.Result(_config)];

    /// <summary>Every output by name.</summary>
    public Dictionary<string, float[]> RunAll(Image image)
    {
        var input = MusiqInput.Of(image, _config);
        var patches = new float[input.Tokens * 3 * 32 * 32];
        input.CopyPatches(0, patches);
        using var run = new RunOptions();
        using var tokens = OrtValue.CreateTensorValueFromMemory(patches, [input.Tokens, 3, 32, 32]);
        using var positions = OrtValue.CreateTensorValueFromMemory(input.Positions, [input.Tokens]);
        using var scales = OrtValue.CreateTensorValueFromMemory(input.Scales, [input.Tokens]);
        using var results = _session.Run(run, ["patches", "positions", "scales"], [tokens, positions, scales], _session.OutputNames);
        return _session.OutputNames.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }

    public void Dispose() => _session.Dispose();

    private static byte[] Bytes(MusiqConfig config, OnnxOps ops, string[] named)
    {
        var graph = OnnxGraphBuilder.Write(new MusiqGraph(config), TestModel.Tensors(config), ops);
        foreach (var name in named)
        {
            graph.OutputNamed(name);
        }

        return graph.ToBytes();
    }
}
