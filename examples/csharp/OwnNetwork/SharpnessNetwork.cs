using IqaSharp.Networks;

namespace OwnNetwork;

/// <summary>Two convolutions, a gate over channels, and a score. It is written once: the same lines run in training, in scoring and in the exported graph.</summary>
/// <param name="Config">Its settings.</param>
internal sealed record SharpnessNetwork(SharpnessConfig Config) : INetworkGraph
{
    /// <summary>The network with named inputs and outputs, for the scoring engine and for ONNX.</summary>
    public void Build<T>(IGraphBuilder<T> graph)
        where T : class =>
        graph.Output("score", Score(graph.Net, graph.Floats("image", 1, 3, "height", "width"), Config), 1, 1);

    /// <summary>Images [batch, 3, height, width], −1…1 → scores [batch, 1], 0…1.</summary>
    public static T Score<T>(INet<T> net, T images, SharpnessConfig c)
        where T : class
    {
        var (few, many) = (c.Channels, 2 * c.Channels);
        var detail = net.Subtract(images, net.AveragePool(images, kernel: 5, stride: 1, new Padding(2))); // blur takes it away
        var x = net.Relu(net.In("conv1").Conv2d(net.Scale(detail, 8), 3, few, kernel: 3, padding: new Padding(1)));
        x = net.Relu(net.In("conv2").Conv2d(x, few, many, kernel: 3, stride: 2, padding: new Padding(1)));
        x = Gate(net.In("gate"), x, many);
        return net.Sigmoid(net.In("head").Linear(net.GlobalAveragePool(x), many, 1));
    }

    /// <summary>A layer of one's own, made of operators that exist: every channel is multiplied by a factor in 0…1 that depends on all channels.</summary>
    private static T Gate<T>(INet<T> net, T x, int channels)
        where T : class
    {
        var means = net.Reduce(x, Reduction.Mean, axes: [2, 3], keep: false); // [batch, channels]
        var factors = net.Sigmoid(net.Linear(means, channels, channels));
        return net.Multiply(x, net.Reshape(factors, 0, channels, 1, 1)); // 0 keeps the batch; the product broadcasts
    }
}
