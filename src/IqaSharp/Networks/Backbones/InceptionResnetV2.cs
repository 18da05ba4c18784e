namespace IqaSharp.Networks.Backbones;

/// <summary>Inception-ResNet-v2 up to its ten 35×35 blocks, under the names of its PyTorch checkpoints.</summary>
/// <remarks>Szegedy, Ioffe, Vanhoucke, Alemi, "Inception-v4, Inception-ResNet and the Impact of Residual Connections on Learning", AAAI 2017, figure 15 and table 1.
/// Batch normalisation's epsilon is 1e-3; convolutions have no padding unless it is given.</remarks>
internal sealed class InceptionResnetV2 : Backbone
{
    private const int StemChannels = 192;
    private const int Channels = 320;
    private const int Stride = 8;
    private const int Blocks = 10;
    private const double Epsilon = 1e-3;
    private const double ResidualScale = 0.17;

    public override string Name => "inception-resnet-v2";

    public override IReadOnlyList<float> Mean { get; } = [127.5f, 127.5f, 127.5f];

    public override IReadOnlyList<float> Deviation { get; } = [127.5f, 127.5f, 127.5f];

    /// <summary>The stem, mixed_5b, and the blocks, of which networks read every second.</summary>
    public override IReadOnlyList<Stage> Stages { get; } =
    [
        new(StemChannels, Stride, IsTap: false),
        new(Channels, Stride, IsTap: true),
        .. Enumerable.Range(0, Blocks).Select(i => new Stage(Channels, Stride, IsTap: i % 2 == 1)),
    ];

    public override int EarlyStage => 0;

    public override int LateStage => 1 + Blocks;

    public override int SmallestSide => 27;

    /// <summary>Less than by the stride: most convolutions have no padding.</summary>
    public override int Side(int crop, int stride)
    {
        static int Halve(int side) => ((side - 3) / 2) + 1;
        return Halve(Halve(Halve(crop) - 2) - 2);
    }

    protected internal override T Next<T>(INet<T> net, T maps, int stage) => stage == 1
        ? Mixed5b(net.In("mixed_5b"), maps)
        : Block35(net.In("repeat").In($"{stage - 2}"), maps);

    protected internal override T Stem<T>(INet<T> net, T images)
    {
        var x = Conv(net.In("conv2d_1a"), images, 3, 32, 3, stride: 2);
        x = Conv(net.In("conv2d_2a"), x, 32, 32, 3);
        x = Conv(net.In("conv2d_2b"), x, 32, 64, 3, padding: 1);
        x = net.MaxPool(x, 3, 2);
        x = Conv(net.In("conv2d_3b"), x, 64, 80, 1);
        x = Conv(net.In("conv2d_4a"), x, 80, StemChannels, 3);
        return net.MaxPool(x, 3, 2);
    }

    private static T Mixed5b<T>(INet<T> net, T x)
        where T : class
    {
        var a = Conv(net.In("branch0"), x, StemChannels, 96, 1);
        var b = Conv(net.In("branch1").In("0"), x, StemChannels, 48, 1);
        b = Conv(net.In("branch1").In("1"), b, 48, 64, 5, padding: 2);
        var c = Conv(net.In("branch2").In("0"), x, StemChannels, 64, 1);
        c = Conv(net.In("branch2").In("1"), c, 64, 96, 3, padding: 1);
        c = Conv(net.In("branch2").In("2"), c, 96, 96, 3, padding: 1);
        var d = Conv(net.In("branch3").In("1"), net.AveragePool(x, 3, 1, new Padding(1)), StemChannels, 64, 1);
        return net.Concat(1, a, b, c, d);
    }

    private static T Block35<T>(INet<T> net, T x)
        where T : class
    {
        var a = Conv(net.In("branch0"), x, Channels, 32, 1);
        var b = Conv(net.In("branch1").In("0"), x, Channels, 32, 1);
        b = Conv(net.In("branch1").In("1"), b, 32, 32, 3, padding: 1);
        var c = Conv(net.In("branch2").In("0"), x, Channels, 32, 1);
        c = Conv(net.In("branch2").In("1"), c, 32, 48, 3, padding: 1);
        c = Conv(net.In("branch2").In("2"), c, 48, 64, 3, padding: 1);
        var residual = net.In("conv2d").Conv2d(net.Concat(1, a, b, c), 128, Channels, 1);
        return net.Relu(net.Add(x, net.Scale(residual, ResidualScale)));
    }

    private static T Conv<T>(INet<T> net, T x, int inChannels, int outChannels, int kernel, int stride = 1, int padding = 0)
        where T : class =>
        net.Relu(net.ConvBatchNorm(x, inChannels, outChannels, kernel, stride, new Padding(padding), Epsilon));
}
