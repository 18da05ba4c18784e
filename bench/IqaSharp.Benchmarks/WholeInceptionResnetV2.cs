using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Benchmarks;

/// <summary>Inception-ResNet-v2 to its last convolution, which the public ports of IQT run although they look at early blocks alone.</summary>
internal static class WholeInceptionResnetV2
{
    private const double Epsilon = 1e-3;

    public static T Run<T>(INet<T> net, T images)
        where T : class
    {
        var backbone = Backbone.Of("inception-resnet-v2");
        var x = backbone.Late(net, backbone.Early(net, "stem", images));
        x = ReductionA(net.In("mixed_6a"), x);
        for (var i = 0; i < 20; i++)
        {
            x = Block17(net.In("repeat_1").In($"{i}"), x);
        }

        x = ReductionB(net.In("mixed_7a"), x);
        for (var i = 0; i < 10; i++)
        {
            x = Block8(net.In("repeat_2").In($"{i}"), x);
        }

        return Conv(net.In("conv2d_7b"), x, 2080, 1536, 1);
    }

    private static T ReductionA<T>(INet<T> net, T x)
        where T : class
    {
        var a = Conv(net.In("branch0"), x, 320, 384, 3, 2);
        var b = Conv(net.In("branch1").In("0"), x, 320, 256, 1);
        b = Conv(net.In("branch1").In("1"), b, 256, 256, 3, 1, 1);
        b = Conv(net.In("branch1").In("2"), b, 256, 384, 3, 2);
        return net.Concat(1, a, b, net.MaxPool(x, 3, 2));
    }

    // The 1×7 and 7×1 convolutions as one 3×3: 0.6 times their work. In Block8 it is 1.5 times that of 1×3 and 3×1, on a fifth of the positions:
    // together less than the ports do, so that the comparison does not flatter us.
    private static T Block17<T>(INet<T> net, T x)
        where T : class
    {
        var a = Conv(net.In("branch0"), x, 1088, 192, 1);
        var b = Conv(net.In("branch1").In("0"), x, 1088, 128, 1);
        b = Conv(net.In("branch1").In("1"), b, 128, 192, 3, 1, 1);
        return Residual(net, x, net.Concat(1, a, b), 384, 1088);
    }

    private static T ReductionB<T>(INet<T> net, T x)
        where T : class
    {
        var a = Conv(net.In("branch0").In("0"), x, 1088, 256, 1);
        a = Conv(net.In("branch0").In("1"), a, 256, 384, 3, 2);
        var b = Conv(net.In("branch1").In("0"), x, 1088, 256, 1);
        b = Conv(net.In("branch1").In("1"), b, 256, 288, 3, 2);
        var c = Conv(net.In("branch2").In("0"), x, 1088, 256, 1);
        c = Conv(net.In("branch2").In("1"), c, 256, 288, 3, 1, 1);
        c = Conv(net.In("branch2").In("2"), c, 288, 320, 3, 2);
        return net.Concat(1, a, b, c, net.MaxPool(x, 3, 2));
    }

    private static T Block8<T>(INet<T> net, T x)
        where T : class
    {
        var a = Conv(net.In("branch0"), x, 2080, 192, 1);
        var b = Conv(net.In("branch1").In("0"), x, 2080, 192, 1);
        b = Conv(net.In("branch1").In("1"), b, 192, 256, 3, 1, 1);
        return Residual(net, x, net.Concat(1, a, b), 448, 2080);
    }

    private static T Residual<T>(INet<T> net, T x, T branches, int inChannels, int outChannels)
        where T : class =>
        net.Relu(net.Add(x, net.Scale(net.In("conv2d").Conv2d(branches, inChannels, outChannels, 1), 0.1)));

    private static T Conv<T>(INet<T> net, T x, int inChannels, int outChannels, int kernel, int stride = 1, int padding = 0)
        where T : class =>
        net.Relu(net.ConvBatchNorm(x, inChannels, outChannels, kernel, stride, new Padding(padding), Epsilon));
}
