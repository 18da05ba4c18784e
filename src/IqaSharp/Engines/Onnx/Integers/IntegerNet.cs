using IqaSharp.Core;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;
using Onnx;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>Writes convolutions as 8-bit integers with channels innermost, and linear layers with weights of 8 bits.</summary>
/// <remarks>Weights are signed and symmetric, with a scale for each output channel; maps are unsigned, with one scale, which is what processors multiply fastest.
/// Where a clamp follows a convolution, the range of the map is that of the clamp: rounding to bytes is the clamp.</remarks>
internal sealed class IntegerNet(OnnxGraph graph, IReadOnlyDictionary<string, Tensor> weights, MapList maps, IntegerWeights integers, string scope = "")
    : MapNet(graph, weights, maps, scope)
{
    private readonly MapList _maps = maps;
    private readonly IReadOnlyDictionary<string, Tensor> _weights = weights;

    /// <summary>An input of pixels as they are, which the session lays out as the stem's windows; null where the channels are normalised differently,
    /// so that no one step fits, or where nothing reads them in integers.</summary>
    public OnnxValue? Pixels(string name, Backbone backbone, object[] shape)
    {
        var (mean, deviation) = (backbone.Mean[0], backbone.Deviation[0]);
        return integers.HasRanges && mean == (byte)mean && backbone.Mean.All(value => value == mean) && backbone.Deviation.All(value => value == deviation)
            ? Graph.WindowInput(name, shape[0], (byte)mean, PixelLookup.Of(backbone)) with { Bytes = new ByteMap(name, 1 / deviation, (byte)mean, Stem.WindowChannels) }
            : null;
    }

    public override OnnxValue Affine(OnnxValue x, OnnxValue weight, OnnxValue? bias)
    {
        if (weight.Parameter is not { } numbers || !integers.HasMatrix(KeyOf(weight)))
        {
            return base.Affine(x, weight, bias);
        }

        var (bytes, scales) = IntegerWeights.Columns(numbers);
        var (outputs, inputs) = (numbers.Shape[0], numbers.Shape[1]);
        OnnxValue[] given = [x, Graph.Constant<sbyte>(bytes, inputs, outputs), Graph.Constant(Tensor.Of(scales, outputs)), Graph.Constant<sbyte>(new sbyte[outputs], outputs)];
        return FusedNode("DynamicQuantizeMatMul", bias is null ? given : [.. given, bias]);
    }

    protected override INet<OnnxValue> Scoped(string inner) => new IntegerNet(Graph, _weights, _maps, integers, inner);

    protected override bool CanConvolve(string key) => integers.HasRange(key);

    protected override OnnxValue Input(OnnxValue x, Convolution convolution)
    {
        var key = convolution.InputKey;
        if (x.Bytes is { } bytes && (bytes.Channels == convolution.Inputs || Stem.Fits(convolution)))
        {
            return x with { Key = key };
        }

        var (scale, zero) = integers.StepOf(key);
        return Map(key, Transpose(Node("QuantizeLinear", [x, Scale(scale), Zero(zero)]), 0, 2, 3, 1), scale, zero, convolution.Inputs);
    }

    protected override OnnxValue Convolve(OnnxValue map, Convolution convolution, OnnxValue weight, OnnxValue bias)
    {
        var input = map.Bytes!;
        var numbers = integers.Of(convolution, input.Scale);
        var (scale, zero) = integers.StepOf(convolution.Key);
        var output = input.Channels == convolution.Inputs
            ? Convolve(input, numbers, scale, zero, Window(convolution.Kernel, convolution.Stride, convolution.Padding, convolution.Groups))
            : Convolve(input, Stem.OfWindows(numbers), scale, zero, Window(1, 1, default, 1));
        return Map(convolution.Key, output, scale, zero, convolution.Outputs);
    }

    protected override OnnxValue ClampMap(OnnxValue map, double lowest, double highest)
    {
        // The range was measured behind the clamp.
        var (low, high) = integers.RangeOf(map.Key!);
        return low >= (float)lowest && high <= (float)highest ? map : throw new FormatException($"the range of {map.Key} is wider than its clamp");
    }

    protected override OnnxValue AddMaps(OnnxValue a, OnnxValue b, string key)
    {
        var (scale, zero) = integers.StepOf(key);
        OnnxValue[] Of(ByteMap map) => [new(map.Name), Scale(map.Scale), Zero(map.Zero)];
        return Map(key, FusedNode("QLinearAdd", [.. Of(a.Bytes!), .. Of(b.Bytes!), Scale(scale), Zero(zero)]), scale, zero, a.Bytes!.Channels);
    }

    protected override OnnxValue PoolMap(OnnxValue map, int kernel, Padding padding)
    {
        var input = map.Bytes!;
        var (channels, cells) = (input.Channels, kernel * kernel);
        if (padding.IsSame)
        {
            // What lies outside the map does not count.
            OnnxValue[] step = [Scale(input.Scale), Zero(input.Zero)];
            return Same(input, FusedNode(
                "QLinearAveragePool",
                [new(input.Name), .. step, .. step],
                [Integers("kernel_shape", kernel, kernel), Integers("strides", kernel, kernel), Pads(padding), Integer("count_include_pad", 0), Integer("channels_last", 1)]));
        }

        // As a depthwise convolution with equal weights, which is faster than a pool of bytes. The step of the output is that of the input.
        var ones = new sbyte[channels * cells];
        Array.Fill(ones, sbyte.MaxValue);
        var weight = new ByteWeight(ones, [channels, 1, kernel, kernel], Enumerable.Repeat(1f / (sbyte.MaxValue * cells), channels).ToArray(), new int[channels]);
        return Same(input, Convolve(input, weight, input.Scale, input.Zero, Window(kernel, kernel, padding, channels)));
    }

    private OnnxValue Convolve(ByteMap input, ByteWeight weight, float scale, byte zero, AttributeProto[] window)
    {
        var outputs = weight.Scales.Length;
        return FusedNode(
            "QLinearConv",
            [
                new(input.Name), Scale(input.Scale), Zero(input.Zero),
                Graph.Constant<sbyte>(weight.Values, weight.Shape), Graph.Constant(Tensor.Of(weight.Scales, outputs)), Graph.Constant<sbyte>(new sbyte[outputs], outputs),
                Scale(scale), Zero(zero),
                Graph.Constant<int>(weight.Bias, outputs),
            ],
            [.. window, Integer("channels_last", 1)]);
    }

    private static OnnxValue Same(ByteMap input, OnnxValue output) => output with { Bytes = input with { Name = output.Name } };

    private static OnnxValue Map(string key, OnnxValue bytes, float scale, byte zero, int channels) => bytes with { Key = key, Bytes = new ByteMap(bytes.Name, scale, zero, channels) };

    private OnnxValue Scale(float value) => Graph.Constant(Tensor.Of([value], []));

    private OnnxValue Zero(byte value) => Graph.Constant<byte>([value]);
}
