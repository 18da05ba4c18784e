namespace IqaSharp.Networks.Backbones;

/// <summary>ResNet-50's stem and first two stages, under the names of its PyTorch checkpoints; the stride is in the middle convolution.</summary>
/// <remarks>He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, table 1.</remarks>
internal sealed class Resnet50 : Backbone
{
    private const double Epsilon = 1e-5;
    private const int FirstBlocks = 3;
    private const int SecondBlocks = 4;

    public override string Name => "resnet-50";

    public override IReadOnlyList<float> Mean { get; } = [0.485f * 255, 0.456f * 255, 0.406f * 255];

    public override IReadOnlyList<float> Deviation { get; } = [0.229f * 255, 0.224f * 255, 0.225f * 255];

    /// <summary>The outputs of the second stage's four blocks.</summary>
    public override int FeatureChannels => SecondBlocks * LateChannels;

    public override int EarlyChannels => 256;

    public override int LateChannels => 512;

    public override int FeatureSide(int crop) => (crop + 7) / 8;

    public override T Features<T>(INet<T> net, T images)
    {
        var x = net.In("conv1").Conv2d(images, 3, 64, 7, 2, new Padding(3), bias: false);
        x = net.MaxPool(net.Relu(net.In("bn1").BatchNorm(x, 64, Epsilon)), 3, 2, new Padding(1));
        x = Stage(net.In("layer1"), x, 64, 64, FirstBlocks, stride: 1)[^1];
        return net.Concat(Stage(net.In("layer2"), x, EarlyChannels, 128, SecondBlocks, stride: 2));
    }

    /// <summary>CKDN's: the stem is <c>branch_1</c>, without batch normalisation and without ReLU, and the first stage <c>branch_2</c>.</summary>
    public override T Early<T>(INet<T> net, string branch, T images)
    {
        var x = net.In($"{branch}_1").Conv2d(images, 3, 64, 7, 2, new Padding(3), bias: false);
        return Stage(net.In($"{branch}_2"), net.MaxPool(x, 3, 2, new Padding(1)), 64, 64, FirstBlocks, stride: 1)[^1];
    }

    public override T Late<T>(INet<T> net, T maps) => Stage(net, maps, EarlyChannels, 128, SecondBlocks, stride: 2)[^1];

    /// <summary>The outputs of a stage's blocks.</summary>
    private static T[] Stage<T>(INet<T> net, T x, int inChannels, int width, int blocks, int stride)
        where T : class
    {
        var outputs = new T[blocks];
        for (var i = 0; i < blocks; i++)
        {
            x = outputs[i] = Bottleneck(net.In($"{i}"), x, i == 0 ? inChannels : 4 * width, width, i == 0 ? stride : 1);
        }

        return outputs;
    }

    private static T Bottleneck<T>(INet<T> net, T x, int inChannels, int width, int stride)
        where T : class
    {
        var y = net.Relu(net.ConvBatchNorm(x, inChannels, width, 1, 1, default, Epsilon, "conv1", "bn1"));
        y = net.Relu(net.ConvBatchNorm(y, width, width, 3, stride, new Padding(1), Epsilon, "conv2", "bn2"));
        y = net.ConvBatchNorm(y, width, 4 * width, 1, 1, default, Epsilon, "conv3", "bn3");
        var shortcut = inChannels == 4 * width ? x : net.In("downsample").ConvBatchNorm(x, inChannels, 4 * width, 1, stride, default, Epsilon, "0", "1");
        return net.Relu(net.Add(y, shortcut));
    }
}
