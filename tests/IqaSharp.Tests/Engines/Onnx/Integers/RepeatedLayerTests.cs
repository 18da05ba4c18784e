using IqaSharp.Core;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Networks;
using IqaSharp.Tests.Models;
using Xunit;

namespace IqaSharp.Tests.Engines.Onnx.Integers;

/// <summary>Layers that a network uses for two images, as MUSIQ does for its scales: every use counts.</summary>
public sealed class RepeatedLayerTests
{
    private const int Side = 16;

    [Theory]
    [InlineData(1f, 0.01f)]
    [InlineData(0.01f, 1f)]
    public void The_range_of_a_map_covers_every_use_of_its_layer(float first, float second)
    {
        var observation = new Observation();
        float[][] outputs;
        using (var graph = new ObservingEngine(observation).Compile(new Twice(), Twice.Weights()))
        {
            outputs = Run(graph, first, second);
        }

        var highest = Math.Max(outputs[0].Max(), outputs[1].Max());
        Assert.True(outputs.Min(output => output.Max()) < highest / 2, "the uses differ");
        Assert.Equal(highest, observation.Map("next").Highest.Max(), 1e-5);
        Assert.Equal(["stem", "next"], observation.Convolutions);
    }

    private static float[][] Run(ICompiledGraph graph, float first, float second)
    {
        var random = new Random(1);
        var pixels = Enumerable.Range(0, 3 * Side * Side).Select(_ => (random.Next(256) - 127) / 128f).ToArray();
        using var outputs = graph.Run(
            [new GraphValue("first", pixels.Select(pixel => first * pixel).ToArray(), 1, 3, Side, Side), new GraphValue("second", pixels.Select(pixel => second * pixel).ToArray(), 1, 3, Side, Side)],
            ["first maps", "second maps"]);
        return [outputs[0].Floats.ToArray(), outputs[1].Floats.ToArray()];
    }

    private sealed record Twice : INetworkGraph
    {
        public static Dictionary<string, Tensor> Weights() =>
            ParameterList.Of(net => _ = Run(net, net)).ToDictionary(parameter => parameter.Path, parameter => parameter.Path.EndsWith("bias", StringComparison.Ordinal) ? Tensor.Of(new float[parameter.Shape[0]], parameter.Shape) : SeededWeights.Tensor(parameter.Path, parameter.Shape));

        public void Build<T>(IGraphBuilder<T> graph)
            where T : class
        {
            foreach (var name in new[] { "first", "second" })
            {
                graph.Output($"{name} maps", Run(graph.Net, graph.Floats(name, 1, 3, "height", "width")), 1, 8, "rows", "columns");
            }
        }

        private static T Run<T>(INet<T> net, T image)
            where T : class => net.In("next").Conv2d(net.Relu6(net.In("stem").Conv2d(image, 3, 8, 3, 2, Padding.Same)), 8, 8, 1);
    }
}
