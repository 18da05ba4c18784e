using IqaSharp.Core;
using IqaSharp.Networks;
using IqaSharp.Tests.Models;

namespace IqaSharp.Tests.Engines.Onnx.Integers;

/// <summary>A stem, two blocks that a sum links, a pool and a linear layer: everything that integers compute.</summary>
internal sealed record SmallNetwork : INetworkGraph
{
    public const string Input = "image";
    public const string Maps = "maps";
    public const string Tokens = "tokens";
    private const int Wide = 16;
    private const int Narrow = 8;

    public static Dictionary<string, Tensor> Weights() =>
        ParameterList.Of(net => _ = Run(net, net)).ToDictionary(parameter => parameter.Path, parameter => SeededWeights.Tensor(parameter.Path, parameter.Shape));

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var (maps, tokens) = Run(graph.Net, graph.Floats(Input, 1, 3, "height", "width"));
        graph.Output(Maps, maps, 1, Wide, "rows", "columns");
        graph.Output(Tokens, tokens, 1, "cells", Wide);
    }

    private static (T Maps, T Tokens) Run<T>(INet<T> net, T image)
        where T : class
    {
        var x = net.Relu6(net.In("stem").Conv2d(image, 3, Wide, 3, 2, Padding.Same));
        var first = net.In("first").Conv2d(x, Wide, Narrow, 1);
        var y = net.Relu6(net.In("expand").Conv2d(first, Narrow, Wide, 1));
        y = net.Relu6(net.In("depthwise").DepthwiseConv2d(y, Wide, 3, 1, Padding.Same));
        var sum = net.Add(first, net.In("project").Conv2d(y, Wide, Narrow, 1));
        var last = net.Relu6(net.In("last").Conv2d(sum, Narrow, Wide, 1));
        var tokens = net.In("linear").Linear(net.ToTokens(net.AveragePool(last, 2, 2), Wide), Wide, Wide);
        return (last, tokens);
    }
}
