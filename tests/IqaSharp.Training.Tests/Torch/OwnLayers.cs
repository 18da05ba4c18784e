using IqaSharp.Networks;

namespace IqaSharp.Training.Tests.Torch;

/// <summary>Layers that no network here has, as somebody would write them for one.</summary>
internal static class OwnLayers
{
    public const int Channels = 6;

    public static T Run<T>(INet<T> net, T maps)
        where T : class => ChannelAttention(net.In("attention"), SqueezeAndExcite(net.In("gate"), maps));

    /// <summary>Hu, Shen, Sun, "Squeeze-and-Excitation Networks", CVPR 2018, figure 2.</summary>
    private static T SqueezeAndExcite<T>(INet<T> net, T maps)
        where T : class
    {
        var squeezed = net.Relu(net.In("fc1").Linear(net.GlobalAveragePool(maps), Channels, 3));
        var gate = net.Sigmoid(net.In("fc2").Linear(squeezed, 3, Channels));
        return net.Multiply(maps, net.Reshape(gate, 0, Channels, 1, 1));
    }

    /// <summary>Attention across channels: Zamir et al., "Restormer", CVPR 2022, equation 1.</summary>
    private static T ChannelAttention<T>(INet<T> net, T maps)
        where T : class
    {
        T Project(string name) => net.Reshape(net.In(name).Conv2d(maps, Channels, Channels, 1), 0, Channels, -1);
        var (query, key, value) = (Unit(net, Project("query")), Unit(net, Project("key")), Project("value"));
        var scores = net.Multiply(net.MatMul(query, net.Transpose(key, 0, 2, 1)), net.Parameter("temperature", [1], Init.Ones));
        return net.Add(maps, net.ReshapeLike(net.MatMul(net.Softmax(scores), value), maps));
    }

    /// <summary>Each channel divided by its length.</summary>
    private static T Unit<T>(IOperators<T> net, T x)
        where T : class => net.Multiply(x, net.Power(net.Reduce(net.Multiply(x, x), Reduction.Sum, [2]), -0.5));
}
