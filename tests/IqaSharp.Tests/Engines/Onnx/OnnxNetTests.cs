using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks;
using IqaSharp.Tests.Networks;
using Xunit;

namespace IqaSharp.Tests.Engines.Onnx;

public class OnnxNetTests
{
    private static readonly Dictionary<string, Tensor> Weights = new() { ["weight"] = Tensor.Of([1, 2, 3, 4], 2, 2) };

    /// <summary>A square parameter as it is, transposed, standardised and as a vector, in any order of use: each layout has its own numbers.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_parameter_works_in_several_layouts(bool transposedFirst)
    {
        var graph = new OnnxGraph();
        var net = new OnnxNet(graph, Weights, OnnxOps.Standard);
        var x = graph.FloatInput("x", 1, 2);
        var weight = net.Parameter("weight", [2, 2], Init.FanIn);
        Action[] uses = [() => graph.Output("transposed", net.Affine(x, weight, null)), () => graph.Output("plain", net.MatMul(x, weight))];
        Array.ForEach(transposedFirst ? uses : [.. uses.Reverse()], use => use());
        graph.Output("vector", net.Multiply(net.Reshape(weight, -1), net.Parameter("weight", [4], Init.FanIn)));
        graph.Output("standardised", net.Standardise(weight, Deviation.Population));
        graph.Output("rows", net.Reduce(net.Transpose(net.Transpose(weight, 1, 0), 1, 0), Reduction.Sum, [1], keep: false));

        using var session = new Graph(graph);
        var outputs = session.Run(("x", [10, 1], [1, 2]));
        Assert.Equal([12, 34], outputs["transposed"]);
        Assert.Equal([13, 24], outputs["plain"]);
        Assert.Equal([1, 4, 9, 16], outputs["vector"]);
        Assert.Equal([-1, 1, -1, 1], outputs["standardised"].Select(value => MathF.Round(value, 3)));
        Assert.Equal([3, 7], outputs["rows"]);
    }

    /// <summary>Whoever looks for a parameter in an exported graph finds it under its path, and two uses alike share it.</summary>
    [Fact]
    public void A_parameter_of_one_layout_is_one_initializer_of_its_name()
    {
        var graph = new OnnxGraph();
        var net = new OnnxNet(graph, Weights, OnnxOps.Standard);
        var weight = net.Parameter("weight", [2, 2], Init.FanIn);
        graph.Output("y", net.Affine(net.Affine(graph.FloatInput("x", 1, 2), weight, null), weight, null));
        Assert.Equal(["weight"], global::Onnx.ModelProto.Parser.ParseFrom(graph.ToBytes()).Graph.Initializer.Select(initializer => initializer.Name));
    }
}
