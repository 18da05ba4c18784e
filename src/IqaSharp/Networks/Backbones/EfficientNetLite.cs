namespace IqaSharp.Networks.Backbones;

/// <summary>EfficientNet-Lite, batch normalisation folded into its convolutions, ReLU6, no squeeze-and-excitation, TensorFlow's SAME padding.</summary>
/// <remarks>Tan, Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019; the Lite variants are Google's of 2020.
/// Names: <c>conv0</c>, <c>b0</c> (depthwise, project), <c>b1</c> … (expand by 6, depthwise, project), <c>conv_last</c>.</remarks>
internal sealed class EfficientNetLite : Backbone
{
    /// <summary>Pixels from one position of <see cref="Features{T}"/> to the next. The padding keeps to it at the edges, so that a whole image's maps can be cut where its pixels could.</summary>
    public const int FeatureStride = 16;

    private const int StemChannels = 32;
    private const int LastChannels = 1280;
    private const int Expansion = 6;

    private readonly List<Block> _blocks = [];

    /// <param name="name">lite0, lite2.</param>
    /// <param name="widths">Output channels of the seven stages.</param>
    /// <param name="repeats">Blocks of the seven stages.</param>
    private EfficientNetLite(string name, int[] widths, int[] repeats)
    {
        Name = name;
        int[] kernels = [3, 3, 5, 3, 5, 5, 3];
        int[] strides = [1, 2, 2, 2, 1, 2, 1];
        var channels = StemChannels;
        for (var stage = 0; stage < widths.Length; stage++)
        {
            for (var i = 0; i < repeats[stage]; i++)
            {
                _blocks.Add(new Block(_blocks.Count, channels, widths[stage], kernels[stage], i == 0 ? strides[stage] : 1, stage == 0 ? 1 : Expansion));
                channels = widths[stage];
            }
        }
    }

    public static EfficientNetLite Lite0 { get; } = new("efficientnet-lite0", [16, 24, 40, 80, 112, 192, 320], [1, 2, 2, 3, 3, 4, 1]);

    public static EfficientNetLite Lite2 { get; } = new("efficientnet-lite2", [16, 24, 48, 88, 120, 208, 352], [1, 3, 3, 4, 4, 5, 1]);

    public override string Name { get; }

    public override IReadOnlyList<float> Mean { get; } = [127f, 127f, 127f];

    public override IReadOnlyList<float> Deviation { get; } = [128f, 128f, 128f];

    /// <summary>The wide layers before the resolution falls to a sixteenth, pooled to it, and before it falls to a thirty-second.</summary>
    public override int FeatureChannels => Widened(ToSixteenth) + Widened(ToThirtySecond);

    public override int EarlyChannels => ToEighth.InChannels;

    public override int LateChannels => ToThirtySecond.InChannels;

    private Block ToEighth => _blocks.Where(b => b.Stride == 2).ElementAt(1);

    private Block ToSixteenth => _blocks.Where(b => b.Stride == 2).ElementAt(2);

    private Block ToThirtySecond => _blocks.Where(b => b.Stride == 2).ElementAt(3);

    public override int FeatureSide(int crop) => (crop + FeatureStride - 1) / FeatureStride;

    public override T Features<T>(INet<T> net, T images)
    {
        var taps = Taps(net, images, ToThirtySecond.Index);
        return net.Concat(net.AveragePool(taps[ToSixteenth.Index], 2, 2, Padding.Same), taps[ToThirtySecond.Index]);
    }

    public override T Early<T>(INet<T> net, string branch, T images) => Run(net.In(branch), Stem(net.In(branch), images), 0, ToEighth.Index);

    public override T Late<T>(INet<T> net, T maps) => Run(net, maps, ToEighth.Index, ToThirtySecond.Index);

    /// <summary>How many depths there are to look at: the wide layer before each halving, and the last.</summary>
    public int TapCount => 1 + _blocks.Count(b => b.Stride == 2);

    /// <summary>The block whose wide layer is the first of the deepest taps: what is before it, no tap looks at.</summary>
    public int FirstTap(int taps) => Math.Min(Deepest(taps)[0], _blocks.Count - 1);

    /// <summary>Channels of <see cref="Cells{T}"/>.</summary>
    public int CellChannels(int taps) => Deepest(taps).Sum(Channels);

    /// <summary>What the stem and the first blocks give: [batch, 3, height, width] → [batch, channels, height', width'].</summary>
    public T Shallow<T>(INet<T> net, T images, int depth)
        where T : class => Run(net, Stem(net, images), 0, depth);

    /// <summary>Channels of <see cref="Shallow{T}"/>.</summary>
    public int ShallowChannels(int depth) => _blocks[depth].InChannels;

    /// <summary>By how much the sides of <see cref="Shallow{T}"/> are smaller than the image's.</summary>
    public int ShallowStride(int depth) => 2 << _blocks[..depth].Count(b => b.Stride == 2);

    /// <summary>The deepest taps, each averaged over cells of 32×32 pixels: [batch, channels, height', width'] → [batch, channels, height / 32, width / 32].</summary>
    /// <param name="net">The scope of the backbone.</param>
    /// <param name="maps">What <see cref="Shallow{T}"/> gave.</param>
    /// <param name="depth">How many blocks that were.</param>
    /// <param name="taps">How many taps; the first of them is not among those blocks.</param>
    public T Cells<T>(INet<T> net, T maps, int depth, int taps)
        where T : class
    {
        var all = Taps(net, maps, depth, _blocks.Count);
        return net.Concat([.. Deepest(taps).Select(tap => Cell(net, all[tap], TapCount - 1 - TapIndices.IndexOf(tap)))]);
    }

    private List<int> TapIndices => [.. _blocks.Where(b => b.Stride == 2).Select(b => b.Index), _blocks.Count];

    private List<int> Deepest(int taps) => TapIndices[^taps..];

    private int Channels(int tap) => tap == _blocks.Count ? LastChannels : Widened(_blocks[tap]);

    /// <param name="net">The engine.</param>
    /// <param name="map">A tap.</param>
    /// <param name="halvings">How often the resolution falls from there to the last.</param>
    private static T Cell<T>(INet<T> net, T map, int halvings)
        where T : class =>
        halvings == 0 ? map : net.AveragePool(map, 1 << halvings, 1 << halvings);

    /// <summary>The wide layer of each block before the resolution falls, by the block's index, up to and with the last one; behind all blocks <c>conv_last</c>.</summary>
    /// <param name="net">The scope of the backbone.</param>
    /// <param name="images">[batch, 3, height, width].</param>
    /// <param name="last">The last block that is looked at.</param>
    internal Dictionary<int, T> Taps<T>(INet<T> net, T images, int last)
        where T : class => Taps(net, Stem(net, images), 0, last);

    private Dictionary<int, T> Taps<T>(INet<T> net, T x, int first, int last)
        where T : class
    {
        var taps = new Dictionary<int, T>();
        foreach (var block in _blocks[first..])
        {
            var scope = net.In($"b{block.Index}");
            var wide = Expand(scope, x, block);
            if (block.Stride == 2)
            {
                taps[block.Index] = scope.In("exp").Named(wide);
            }

            if (block.Index == last)
            {
                return taps;
            }

            x = Contract(scope, x, wide, block);
        }

        x = net.Relu6(net.In("conv_last").Conv2d(x, _blocks[^1].OutChannels, LastChannels, 1));
        taps[_blocks.Count] = net.In("conv_last").Named(x);
        return taps;
    }

    private static T Stem<T>(INet<T> net, T images)
        where T : class => net.Relu6(net.In("conv0").Conv2d(images, 3, StemChannels, 3, 2, Padding.Same));

    private T Run<T>(INet<T> net, T x, int first, int end)
        where T : class
    {
        foreach (var block in _blocks[first..end])
        {
            var scope = net.In($"b{block.Index}");
            x = Contract(scope, x, Expand(scope, x, block), block);
        }

        return x;
    }

    private static T Expand<T>(INet<T> net, T x, Block block)
        where T : class =>
        block.Expansion == 1 ? x : net.Relu6(net.In("exp").Conv2d(x, block.InChannels, Widened(block), 1));

    private static T Contract<T>(INet<T> net, T x, T wide, Block block)
        where T : class
    {
        var y = net.Relu6(net.In("dw").DepthwiseConv2d(wide, Widened(block), block.Kernel, block.Stride, Padding.Same));
        y = net.In("proj").Conv2d(y, Widened(block), block.OutChannels, 1);
        return block.Stride == 1 && block.InChannels == block.OutChannels ? net.Add(x, y) : y;
    }

    private static int Widened(Block block) => block.InChannels * block.Expansion;

    private sealed record Block(int Index, int InChannels, int OutChannels, int Kernel, int Stride, int Expansion);
}
