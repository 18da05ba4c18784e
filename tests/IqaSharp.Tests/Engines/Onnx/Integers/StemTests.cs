using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Engines.Onnx.Integers;
using IqaSharp.Networks;
using IqaSharp.Tests.Networks;
using Xunit;

namespace IqaSharp.Tests.Engines.Onnx.Integers;

public sealed class StemTests
{
    private const int Outputs = 4;
    private const byte Outside = 127;

    /// <summary>Against the convolution itself, on whole numbers, which both compute exactly.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(8, 6)]
    [InlineData(9, 32)]
    [InlineData(16, 7)]
    public void Windows_give_what_the_convolution_gives(int height, int width)
    {
        var random = new Random(1);
        var pixels = new byte[height * width * 3];
        random.NextBytes(pixels);
        var weights = Enumerable.Range(0, Outputs * 27).Select(_ => (sbyte)random.Next(-127, 128)).ToArray();

        var windows = new byte[Stem.Windows(height) * Stem.Windows(width) * Stem.WindowChannels];
        Stem.LayOut(pixels, height, width, Outside, windows);
        var moved = Stem.OfWindows(new ByteWeight(weights, [Outputs, 3, 3, 3], new float[Outputs], new int[Outputs])).Values;
        var sums = Enumerable.Range(0, windows.Length / Stem.WindowChannels).SelectMany(window => Enumerable.Range(0, Outputs).Select(o =>
            (float)Enumerable.Range(0, Stem.WindowChannels).Sum(i => (windows[(window * Stem.WindowChannels) + i] - Outside) * moved[(o * Stem.WindowChannels) + i])));

        var graph = new OnnxGraph();
        var tensors = new Dictionary<string, Tensor> { ["weight"] = Tensor.Of([.. weights.Select(weight => (float)weight)], Outputs, 3, 3, 3) };
        var net = new OnnxNet(graph, tensors, OnnxOps.Standard);
        var image = graph.FloatInput("image", 1, 3, "height", "width");
        graph.Output("maps", net.Transpose(net.Conv2d(image, 3, Outputs, 3, 2, Padding.Same, bias: false), 0, 2, 3, 1));
        using var session = new Graph(graph);
        var planes = Enumerable.Range(0, 3).SelectMany(colour => Enumerable.Range(0, height * width).Select(i => (float)(pixels[(i * 3) + colour] - Outside))).ToArray();
        Assert.Equal(session.Run(("image", planes, [1, 3, height, width]))["maps"], sums);
    }

    /// <summary>What lies behind the window's 27 bytes has no weight.</summary>
    [Fact]
    public void The_rest_of_a_window_is_nothing()
    {
        var windows = Enumerable.Repeat((byte)9, 2 * Stem.WindowChannels).ToArray();
        Stem.LayOut(new byte[2 * 4 * 3], 2, 4, Outside, windows);
        Assert.All(windows.Chunk(Stem.WindowChannels), window => Assert.All(window[27..], value => Assert.Equal(0, value)));
    }
}
