using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>Runs networks on ONNX Runtime and keeps statistics of their maps: in single precision of all maps, in integers of some.</summary>
/// <param name="observation">Where they are kept.</param>
/// <param name="integers">The network's numbers in integers; null for single precision.</param>
/// <param name="observed">The maps to observe; null for all.</param>
internal sealed class ObservingEngine(Observation observation, IntegerWeights? integers = null, IReadOnlyCollection<string>? observed = null) : IEngine
{
    public ICompiledGraph Compile(INetworkGraph graph, IReadOnlyDictionary<string, Tensor> weights)
    {
        var onnx = new OnnxGraph();
        var (maps, layers) = (new MapList(), new ObservedLayers());
        INet<OnnxValue> net = integers is null ? new ObservedNet(onnx, weights, maps, layers) : new IntegerNet(onnx, weights, maps, integers);
        graph.Build(new OnnxGraphBuilder(onnx, net));
        observation.Add(layers, onnx, maps);
        List<(string Output, Action<ReadOnlySpan<float>> Keep)> statistics = [];
        foreach (var (key, value) in maps.All.Where(map => observed?.Contains(map.Key) != false))
        {
            var map = observation.Map(key);
            statistics.Add((Reduced(onnx, "Mean", value), map.KeepMeans));
            if (integers is null)
            {
                statistics.Add((Reduced(onnx, "Min", value), map.KeepLowest));
                statistics.Add((Reduced(onnx, "Max", value), map.KeepHighest));
            }
        }

        foreach (var (key, input) in layers.Matrices)
        {
            var rows = onnx.Node("", "Cast", [onnx.Node("", "Size", [input])], OnnxNet.Integer("to", 1));
            onnx.Output($"rows of {key}", rows);
            statistics.Add(($"rows of {key}", values => observation.KeepSize(key, values[0])));
        }

        return new Observed(new OnnxEngine().Open(onnx), statistics);
    }

    private static string Reduced(OnnxGraph graph, string reduction, OnnxValue map)
    {
        var name = $"{reduction} of {map.Name}";
        graph.Output(name, graph.Node("", $"Reduce{reduction}", [map, graph.Integers(0, 2, 3)], OnnxNet.Integer("keepdims", 0)));
        return name;
    }

    /// <summary>A graph with further outputs.</summary>
    private sealed class Observed(ICompiledGraph graph, List<(string Output, Action<ReadOnlySpan<float>> Keep)> statistics) : ICompiledGraph
    {
        public bool TakesPixels(string input) => graph.TakesPixels(input);

        public GraphOutputs Run(IReadOnlyList<GraphValue> inputs, IReadOnlyList<string> outputs, bool releaseMemory, CancellationToken cancellation)
        {
            var results = graph.Run(inputs, [.. outputs, .. statistics.Select(statistic => statistic.Output)], releaseMemory, cancellation);
            for (var i = 0; i < statistics.Count; i++)
            {
                statistics[i].Keep(results[outputs.Count + i].Floats.Span);
            }

            return results;
        }

        public void Fill(GraphValue output, IReadOnlyList<GraphValue> inputs, bool releaseMemory, CancellationToken cancellation)
        {
            using var results = Run(inputs, [output.Name], releaseMemory, cancellation);
            results[0].Floats.CopyTo(output.Floats);
        }

        public void Dispose() => graph.Dispose();
    }
}
