using IqaSharp.Core;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Engines.Onnx;

/// <summary>Declares a network's inputs and outputs in an ONNX graph.</summary>
internal sealed class OnnxGraphBuilder(OnnxGraph graph, INet<OnnxValue> net) : IGraphBuilder<OnnxValue>
{
    public INet<OnnxValue> Net => net;

    /// <summary>A network as an ONNX graph.</summary>
    public static OnnxGraph Write(INetworkGraph network, IReadOnlyDictionary<string, Tensor> weights, OnnxOps ops)
    {
        var graph = new OnnxGraph();
        network.Build(new OnnxGraphBuilder(graph, new OnnxNet(graph, weights, ops)));
        return graph;
    }

    public OnnxValue Floats(string name, params ReadOnlySpan<Dimension> shape) => graph.FloatInput(name, Sides(shape));

    public OnnxValue Pixels(string name, Backbone backbone, params ReadOnlySpan<Dimension> shape) =>
        net is IntegerNet integers && integers.Pixels(name, backbone, Sides(shape)) is { } pixels ? pixels : Floats(name, shape);

    public OnnxValue Integers(string name, params ReadOnlySpan<Dimension> shape) => graph.IntegerInput(name, Sides(shape));

    public void Output(string name, OnnxValue value, params ReadOnlySpan<Dimension> shape) => graph.Output(name, value, Sides(shape));

    private static object[] Sides(ReadOnlySpan<Dimension> shape)
    {
        var sides = new object[shape.Length];
        for (var i = 0; i < sides.Length; i++)
        {
            sides[i] = (object?)shape[i].Name ?? shape[i].Length!.Value;
        }

        return sides;
    }
}
