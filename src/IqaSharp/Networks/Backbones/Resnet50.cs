namespace IqaSharp.Networks.Backbones;

/// <summary>ResNet-50's stem and first two groups of blocks, under the names of its PyTorch checkpoints; the stride is in the middle convolution.</summary>
/// <remarks>He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, table 1.</remarks>
internal sealed class Resnet50 : Backbone
{
    private const double Epsilon = 1e-5;
    private const int StemChannels = 64;
    private const int FirstBlocks = 3;
    private const int SecondBlocks = 4;

    public override string Name => "resnet-50";

    public override IReadOnlyList<float> Mean { get; } = [0.485f * 255, 0.456f * 255, 0.406f * 255];

    public override IReadOnlyList<float> Deviation { get; } = [0.229f * 255, 0.224f * 255, 0.225f * 255];

    public override IReadOnlyList<Stage> Stages { get; } =
    [
        new(StemChannels, 4, IsTap: false),
        .. Enumerable.Repeat(new Stage(256, 4, IsTap: true), FirstBlocks),
        .. Enumerable.Repeat(new Stage(512, 8, IsTap: true), SecondBlocks),
    ];

    public override int EarlyStage => FirstBlocks;

    public override int LateStage => FirstBlocks + SecondBlocks;

    /// <summary>CKDN's: the stem is <c>branch_1</c>, without batch normalisation and without ReLU, and the first blocks are <c>branch_2</c>.</summary>
    public override T Early<T>(INet<T> net, string branch, T images) =>
        Blocks(net.In($"{branch}_2"), net.MaxPool(FirstConvolution(net.In($"{branch}_1"), images), 3, 2, new Padding(1)), 0, FirstBlocks);

    public override T Late<T>(INet<T> net, T maps) => Blocks(net, maps, FirstBlocks, SecondBlocks);

    protected internal override T Stem<T>(INet<T> net, T images) =>
        net.MaxPool(net.Relu(net.In("bn1").BatchNorm(FirstConvolution(net.In("conv1"), images), StemChannels, Epsilon)), 3, 2, new Padding(1));

    protected internal override T Next<T>(INet<T> net, T maps, int stage) => stage <= FirstBlocks
        ? Block(net.In("layer1").In($"{stage - 1}"), maps, stage)
        : Block(net.In("layer2").In($"{stage - FirstBlocks - 1}"), maps, stage);

    private static T FirstConvolution<T>(INet<T> net, T images)
        where T : class => net.Conv2d(images, 3, StemChannels, 7, 2, new Padding(3), bias: false);

    /// <summary>The blocks that follow a stage, numbered from 0 in their scope.</summary>
    private T Blocks<T>(INet<T> net, T x, int stage, int count)
        where T : class
    {
        for (var i = 0; i < count; i++)
        {
            x = Block(net.In($"{i}"), x, stage + i + 1);
        }

        return x;
    }

    /// <summary>The bottleneck that leads to a stage.</summary>
    private T Block<T>(INet<T> net, T x, int stage)
        where T : class
    {
        var (before, after) = (Stages[stage - 1], Stages[stage]);
        var (width, stride) = (after.Channels / 4, after.Stride / before.Stride);
        var y = net.Relu(net.ConvBatchNorm(x, before.Channels, width, 1, 1, default, Epsilon, "conv1", "bn1"));
        y = net.Relu(net.ConvBatchNorm(y, width, width, 3, stride, new Padding(1), Epsilon, "conv2", "bn2"));
        y = net.ConvBatchNorm(y, width, after.Channels, 1, 1, default, Epsilon, "conv3", "bn3");
        var shortcut = before.Channels == after.Channels ? x : net.In("downsample").ConvBatchNorm(x, before.Channels, after.Channels, 1, stride, default, Epsilon, "0", "1");
        return net.Relu(net.Add(y, shortcut));
    }
}
