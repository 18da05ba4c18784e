using IqaSharp.Engines.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Tests.Networks;

/// <summary>Runs a graph and returns every output by name.</summary>
internal sealed class Graph(OnnxGraph graph) : IDisposable
{
    private readonly InferenceSession _session = new(graph.ToBytes());

    public Dictionary<string, float[]> Run(params (string Name, float[] Values, long[] Shape)[] inputs) => Run(inputs, []);

    /// <param name="inputs">Images and features.</param>
    /// <param name="indices">Positions and scales.</param>
    public Dictionary<string, float[]> Run((string Name, float[] Values, long[] Shape)[] inputs, params (string Name, long[] Values, long[] Shape)[] indices)
    {
        using var run = new RunOptions();
        var values = inputs.Select(input => OrtValue.CreateTensorValueFromMemory(input.Values, input.Shape))
            .Concat(indices.Select(input => OrtValue.CreateTensorValueFromMemory(input.Values, input.Shape))).ToList();
        using var results = _session.Run(run, [.. inputs.Select(input => input.Name), .. indices.Select(input => input.Name)], values, _session.OutputNames);
        values.ForEach(value => value.Dispose());
        return _session.OutputNames.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }

    public void Dispose() => _session.Dispose();
}
