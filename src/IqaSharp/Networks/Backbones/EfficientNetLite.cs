namespace IqaSharp.Networks.Backbones;

/// <summary>EfficientNet-Lite, batch normalisation folded into its convolutions, ReLU6, no squeeze-and-excitation, TensorFlow's SAME padding.</summary>
/// <remarks>Tan, Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019; the Lite variants are Google's of 2020.
/// Names: <c>conv0</c>, <c>b0</c> (depthwise, project), <c>b1</c> … (expand by 6, depthwise, project), <c>conv_last</c>.
/// Networks read the wide layer of each block that halves the resolution, before it does, and the last layer.</remarks>
internal sealed class EfficientNetLite : Backbone
{
    private const int StemChannels = 32;
    private const int LastChannels = 1280;
    private const int LastStride = 32;
    private const int Expansion = 6;

    private readonly List<Stage> _stages = [new(StemChannels, 2, IsTap: false)];

    /// <summary>The block that each stage is in, by the stage's index; none has the stem, and the last layer.</summary>
    private readonly List<Block?> _blocks = [null];

    /// <param name="name">lite0, lite2.</param>
    /// <param name="widths">Output channels of the seven groups of blocks.</param>
    /// <param name="repeats">Blocks of the seven groups.</param>
    private EfficientNetLite(string name, int[] widths, int[] repeats)
    {
        Name = name;
        int[] kernels = [3, 3, 5, 3, 5, 5, 3];
        int[] strides = [1, 2, 2, 2, 1, 2, 1];
        var index = 0;
        for (var group = 0; group < widths.Length; group++)
        {
            for (var i = 0; i < repeats[group]; i++)
            {
                Add(new Block(index++, _stages[^1].Channels, widths[group], kernels[group], i == 0 ? strides[group] : 1, group == 0 ? 1 : Expansion));
            }
        }

        _stages.Add(new Stage(LastChannels, LastStride, IsTap: true, EndsBlock: false));
        _blocks.Add(null);
    }

    public static EfficientNetLite Lite0 { get; } = new("efficientnet-lite0", [16, 24, 40, 80, 112, 192, 320], [1, 2, 2, 3, 3, 4, 1]);

    public static EfficientNetLite Lite2 { get; } = new("efficientnet-lite2", [16, 24, 48, 88, 120, 208, 352], [1, 3, 3, 4, 4, 5, 1]);

    public override string Name { get; }

    public override IReadOnlyList<float> Mean { get; } = [127f, 127f, 127f];

    public override IReadOnlyList<float> Deviation { get; } = [128f, 128f, 128f];

    public override IReadOnlyList<Stage> Stages => _stages;

    /// <summary>The last block at a quarter of the resolution.</summary>
    public override int EarlyStage => LastBlocks(4, 4)[0];

    /// <summary>The last block at a sixteenth of it.</summary>
    public override int LateStage => LastBlocks(16, 16)[0];

    public override bool KeepsGrid => true;

    protected internal override T Stem<T>(INet<T> net, T images) => net.Relu6(net.In("conv0").Conv2d(images, 3, StemChannels, 3, 2, Padding.Same));

    protected internal override T Next<T>(INet<T> net, T maps, int stage)
    {
        if (_blocks[stage] is not { } block)
        {
            var last = net.In("conv_last");
            return last.Named(net.Relu6(last.Conv2d(maps, _stages[stage - 1].Channels, LastChannels, 1)));
        }

        var scope = net.In($"b{block.Index}");
        if (block.Stride == 2)
        {
            return _stages[stage].IsTap ? scope.In("exp").Named(Expand(scope, maps, block)) : Contract(scope, maps, block);
        }

        var narrow = Contract(scope, Expand(scope, maps, block), block);
        return block.InChannels == block.OutChannels ? net.Add(maps, narrow) : narrow;
    }

    /// <summary>A block is one stage; one that halves the resolution is two, so that the layer before can be read.</summary>
    private void Add(Block block)
    {
        var stride = _stages[^1].Stride;
        if (block.Stride == 2)
        {
            _stages.Add(new Stage(block.WideChannels, stride, IsTap: true, EndsBlock: false));
            _blocks.Add(block);
        }

        _stages.Add(new Stage(block.OutChannels, stride * block.Stride, IsTap: false));
        _blocks.Add(block);
    }

    private static T Expand<T>(INet<T> net, T x, Block block)
        where T : class =>
        block.Expansion == 1 ? x : net.Relu6(net.In("exp").Conv2d(x, block.InChannels, block.WideChannels, 1));

    private static T Contract<T>(INet<T> net, T wide, Block block)
        where T : class
    {
        var y = net.Relu6(net.In("dw").DepthwiseConv2d(wide, block.WideChannels, block.Kernel, block.Stride, Padding.Same));
        return net.In("proj").Conv2d(y, block.WideChannels, block.OutChannels, 1);
    }

    private sealed record Block(int Index, int InChannels, int OutChannels, int Kernel, int Stride, int Expansion)
    {
        public int WideChannels => InChannels * Expansion;
    }
}
