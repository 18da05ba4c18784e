using IqaSharp.Core;
using IqaSharp.Networks;
using Onnx;
using static Onnx.AttributeProto.Types;

namespace IqaSharp.Engines.Onnx;

/// <summary>The engine that writes a network as an ONNX graph, one image at a time: its batch of sequences is one.</summary>
/// <param name="graph">Where it writes.</param>
/// <param name="weights">The parameters, by path.</param>
/// <param name="ops">Which operators it may use.</param>
/// <param name="scope">What parameter names begin with: empty, or ending in a dot.</param>
internal sealed class OnnxNet(OnnxGraph graph, IReadOnlyDictionary<string, Tensor> weights, OnnxOps ops, string scope = "") : INet<OnnxValue>
{
    public INet<OnnxValue> In(string name) => new OnnxNet(graph, weights, ops, $"{scope}{name}.");

    public OnnxValue Parameter(string name, int[] shape, Init init) => new(scope + name, weights[scope + name].Reshape(shape));

    public OnnxValue Named(OnnxValue x)
    {
        graph.Name(scope.TrimEnd('.'), x);
        return x;
    }

    public OnnxValue Convolve(OnnxValue x, OnnxValue weight, OnnxValue? bias, int kernel, int stride, Padding padding, int groups = 1) =>
        Node("Conv", [x, weight, .. Optional(bias)], [Integers("kernel_shape", kernel, kernel), Integers("strides", stride, stride), Pads(padding), Integer("group", groups)]);

    public OnnxValue Standardize(OnnxValue weight, Deviation deviation) =>
        weight with { Parameter = WeightStandardization.Apply(weight.Parameter!, deviation) };

    public OnnxValue Affine(OnnxValue x, OnnxValue weight, OnnxValue? bias)
    {
        // MatMul wants [in, out]; ONNX Runtime packs it at load and is faster with it than with Gemm on a transposed matrix of a batch.
        var product = Node("MatMul", [x, weight with { Parameter = weight.Parameter!.Transpose() }]);
        return bias is null ? product : Node("Add", [product, bias]);
    }

    public OnnxValue Rows(OnnxValue table, OnnxValue indices) =>
        Node("Gather", [table with { Parameter = table.Parameter!.Reshape(table.Parameter.Shape[^2..]) }, indices], [Integer("axis", 0)]);

    public OnnxValue Normalize(OnnxValue x, OnnxValue gain, OnnxValue bias, double epsilon) =>
        Node("LayerNormalization", [x, gain, bias], [Integer("axis", -1), Float("epsilon", epsilon)]);

    public OnnxValue NormalizeGroups(OnnxValue x, OnnxValue gain, OnnxValue bias, int channels, int groups, double epsilon)
    {
        // In Reshape 0 copies a dimension: a group's channels lie above one another, and the width stays.
        var grouped = Node("Reshape", [x, graph.Integers(0, groups, -1, 0)]);
        var ones = graph.Initializer($"ones_{groups}", Tensor.Of(Enumerable.Repeat(1f, groups).ToArray(), groups));
        var zeros = graph.Initializer($"zeros_{groups}", Tensor.Of(new float[groups], groups));
        var normed = Node("InstanceNormalization", [grouped, ones, zeros], [Float("epsilon", epsilon)]);
        var restored = Node("Reshape", [normed, graph.Integers(0, channels, -1, 0)]);
        return Node("Add", [Node("Mul", [restored, PerChannel(gain)]), PerChannel(bias)]);
    }

    public OnnxValue NormalizeChannels(OnnxValue x, OnnxValue gain, OnnxValue bias, OnnxValue mean, OnnxValue variance, double epsilon) =>
        Node("BatchNormalization", [x, gain, bias, mean, variance], [Float("epsilon", epsilon)]); // ONNX Runtime folds it into the convolution

    public OnnxValue AveragePool(OnnxValue x, int kernel, int stride, Padding padding = default) =>
        Node("AveragePool", [x], [Integers("kernel_shape", kernel, kernel), Integers("strides", stride, stride), Pads(padding), Integer("count_include_pad", 0)]);

    public OnnxValue PositionMean(OnnxValue x) => Node("ReduceMean", [x, graph.Integers(2, 3)], [Integer("keepdims", 0)]);

    public OnnxValue MaxPool(OnnxValue x, int kernel, int stride, Padding padding = default) =>
        Node("MaxPool", [x], [Integers("kernel_shape", kernel, kernel), Integers("strides", stride, stride), Pads(padding)]);

    public OnnxValue Relu(OnnxValue x) => Node("Relu", [x]);

    public OnnxValue Relu6(OnnxValue x) => Node("Clip", [x, Number(0), Number(6)]);

    public OnnxValue Sigmoid(OnnxValue x) => Node("Sigmoid", [x]);

    public OnnxValue Gelu(OnnxValue x, GeluKind kind) => Node("Gelu", [x], [Text("approximate", kind == GeluKind.Tanh ? "tanh" : "none")]);

    public OnnxValue Softmax(OnnxValue x) => Node("Softmax", [x], [Integer("axis", -1)]);

    public OnnxValue Add(OnnxValue a, OnnxValue b) => Node("Add", [a, b]);

    public OnnxValue Subtract(OnnxValue a, OnnxValue b) => Node("Sub", [a, b]);

    public OnnxValue Scale(OnnxValue x, double factor) => Node("Mul", [x, Number((float)factor)]);

    public OnnxValue Constant(Tensor value) => graph.Constant(value);

    public OnnxValue Concat(params ReadOnlySpan<OnnxValue> parts) => Node("Concat", parts, [Integer("axis", 1)]);

    public OnnxValue Attention(OnnxValue query, OnnxValue key, OnnxValue value, int features, int heads, bool causal = false)
    {
        if (ops == OnnxOps.Fused)
        {
            return graph.FusedNode(scope, "MultiHeadAttention", [query, key, value], [Integer("num_heads", heads), Integer("unidirectional", causal ? 1 : 0)]);
        }

        var width = features / heads;
        var scores = Node("MatMul", [Heads(Scale(query, 1 / Math.Sqrt(width)), heads, width, 0, 2, 1, 3), Heads(key, heads, width, 0, 2, 3, 1)]);
        var attended = Node("MatMul", [Softmax(causal ? MaskFuture(scores) : scores), Heads(value, heads, width, 0, 2, 1, 3)]);
        return Node("Reshape", [Transpose(attended, 0, 2, 1, 3), graph.Integers(0, 0, features)]);
    }

    public OnnxValue FlattenPositions(OnnxValue x, int length) => Node("Reshape", [Transpose(x, 0, 2, 3, 1), graph.Integers(-1, length)]);

    public OnnxValue ToSequences(OnnxValue tokens) => Node("Unsqueeze", [tokens, graph.Integers(0)]);

    public OnnxValue ToTokens(OnnxValue x, int channels) => Transpose(Node("Reshape", [x, graph.Integers(0, channels, -1)]), 0, 2, 1);

    public OnnxValue Dropout(OnnxValue x, double share) => x;

    public OnnxValue Windows(OnnxValue maps, OnnxValue positions, int channels, int side)
    {
        var taken = Node("Gather", [Node("Reshape", [maps, graph.Integers(channels, -1)]), positions], [Integer("axis", 1)]);
        return Node("Reshape", [Transpose(taken, 1, 0, 2), graph.Integers(-1, channels, side, side)]);
    }

    public OnnxValue ToPositionsOf(OnnxValue tokens, OnnxValue image) =>
        Node("Reshape", [Transpose(tokens, 0, 2, 1), Node("Shape", [image])]);

    public OnnxValue Repeated(OnnxValue one, OnnxValue like)
    {
        var batch = Node("Shape", [like], [Integer("start", 0), Integer("end", 1)]);
        return Node("Expand", [one, Node("Concat", [batch, graph.Integers(1), graph.Integers(1)], [Integer("axis", 0)])]);
    }

    public OnnxValue TokenMean(OnnxValue sequences) => Node("ReduceMean", [sequences, graph.Integers(1)]);

    public OnnxValue TokenMax(OnnxValue sequences) => Node("ReduceMax", [sequences, graph.Integers(1)]);

    public OnnxValue Sample(OnnxValue images, OnnxValue points, int channels, int count)
    {
        var grid = Node("Reshape", [points, graph.Integers(0, 1, count, 2)]);
        var sampled = Node("GridSample", [images, grid], [Text("mode", "linear"), Text("padding_mode", "border"), Integer("align_corners", 0)]);
        return ToTokens(sampled, channels);
    }

    public OnnxValue StopGradient(OnnxValue x) => x;

    public OnnxValue Prepend(OnnxValue token, OnnxValue sequences) => Node("Concat", [Repeated(token, sequences), sequences], [Integer("axis", 1)]);

    public OnnxValue FirstToken(OnnxValue sequences) => Node("Slice", [sequences, graph.Integers(0), graph.Integers(1), graph.Integers(1)]);

    public OnnxValue DropTokens(OnnxValue sequences) => Node("Squeeze", [sequences, graph.Integers(1)]);

    private OnnxValue Node(string op, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        graph.Node(scope, op, inputs, attributes);

    private OnnxValue Number(float value) => graph.Constant(Tensor.Of([value]));

    /// <summary>Adds −∞ to the scores of tokens that come after the one that asks.</summary>
    private OnnxValue MaskFuture(OnnxValue scores)
    {
        var shape = Node("Shape", [scores], [Integer("start", 2)]);
        var future = Node("Trilu", [Node("Expand", [Number(float.NegativeInfinity), shape]), graph.Integer(1)], [Integer("upper", 1)]);
        return Node("Add", [scores, future]);
    }

    private OnnxValue Heads(OnnxValue x, int heads, int width, params long[] order) =>
        Transpose(Node("Reshape", [x, graph.Integers(0, 0, heads, width)]), order);

    private OnnxValue Transpose(OnnxValue x, params long[] order) => Node("Transpose", [x], [Integers("perm", order)]);

    private static OnnxValue PerChannel(OnnxValue parameter) =>
        parameter with { Parameter = parameter.Parameter!.Reshape(parameter.Parameter.Shape[0], 1, 1) };

    private static OnnxValue[] Optional(OnnxValue? value) => value is null ? [] : [value];

    private static AttributeProto Pads(Padding padding) => padding.IsSame
        ? Text("auto_pad", "SAME_UPPER")
        : Integers("pads", padding.Pixels, padding.Pixels, padding.Pixels, padding.Pixels);

    private static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    private static AttributeProto Integers(string name, params long[] values) => new() { Name = name, Type = AttributeType.Ints, Ints = { values } };

    private static AttributeProto Float(string name, double value) => new() { Name = name, Type = AttributeType.Float, F = (float)value };

    private static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = Google.Protobuf.ByteString.CopyFromUtf8(value) };
}
