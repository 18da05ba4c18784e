using IqaSharp.Core;
using IqaSharp.Networks;
using Onnx;
using static Onnx.AttributeProto.Types;

namespace IqaSharp.Engines.Onnx;

/// <summary>The engine that writes a network as an ONNX graph.</summary>
/// <param name="graph">The graph that it adds to.</param>
/// <param name="weights">The parameters, by path.</param>
/// <param name="ops">The operators that it may use.</param>
/// <param name="scope">The prefix of parameter names: empty, or ending in a dot.</param>
internal class OnnxNet(OnnxGraph graph, IReadOnlyDictionary<string, Tensor> weights, OnnxOps ops, string scope = "") : INet<OnnxValue>
{
    protected OnnxGraph Graph => graph;

    public INet<OnnxValue> In(string name) => Scoped($"{scope}{name}.");

    public OnnxValue Parameter(string name, int[] shape, Init init) => new(scope + name, weights[scope + name].Reshape(shape));

    public OnnxValue Named(OnnxValue x)
    {
        graph.Name(scope.TrimEnd('.'), x);
        return x;
    }

    public virtual OnnxValue Convolve(OnnxValue x, OnnxValue weight, OnnxValue? bias, int kernel, int stride, Padding padding, int groups = 1) =>
        Node("Conv", [x, weight, .. Optional(bias)], Window(kernel, stride, padding, groups));

    public OnnxValue Standardise(OnnxValue weight, Deviation deviation) =>
        weight.Derived($"standardized {deviation}", WeightStandardisation.Apply(weight.Parameter!, deviation));

    public virtual OnnxValue Affine(OnnxValue x, OnnxValue weight, OnnxValue? bias)
    {
        // MatMul wants [in, out]; ONNX Runtime packs it at load and is faster with it than with Gemm on a transposed matrix of a batch.
        var product = MatMul(x, Transpose(weight, 1, 0));
        return bias is null ? product : Add(product, bias);
    }

    public OnnxValue MatMul(OnnxValue a, OnnxValue b) => Node("MatMul", [a, b]);

    public OnnxValue Attention(OnnxValue query, OnnxValue key, OnnxValue value, int features, int heads, bool causal = false)
    {
        if (ops == OnnxOps.Fused)
        {
            return FusedNode("MultiHeadAttention", [query, key, value], [Integer("num_heads", heads), Integer("unidirectional", causal ? 1 : 0)]);
        }

        OnnxValue Split(OnnxValue x, params int[] order) => Transpose(Reshape(x, 0, 0, heads, features / heads), order);
        var scores = MatMul(Split(this.Scale(query, 1 / Math.Sqrt(features / heads)), 0, 2, 1, 3), Split(key, 0, 2, 3, 1));
        var attended = MatMul(Softmax(causal ? MaskFuture(scores) : scores), Split(value, 0, 2, 1, 3));
        return Reshape(Transpose(attended, 0, 2, 1, 3), 0, 0, features);
    }

    public OnnxValue Normalise(OnnxValue x, OnnxValue gain, OnnxValue bias, double epsilon) =>
        Node("LayerNormalization", [x, gain, bias], [Integer("axis", -1), Float("epsilon", epsilon)]);

    public OnnxValue NormaliseGroups(OnnxValue x, OnnxValue gain, OnnxValue bias, int channels, int groups, double epsilon)
    {
        var ones = graph.Initializer($"ones_{groups}", Tensor.Of(Enumerable.Repeat(1f, groups).ToArray(), groups));
        var zeros = graph.Initializer($"zeros_{groups}", Tensor.Of(new float[groups], groups));
        var normed = Node("InstanceNormalization", [Reshape(x, 0, groups, -1, 0), ones, zeros], [Float("epsilon", epsilon)]); // a group's channels above one another
        return Add(Multiply(Reshape(normed, 0, channels, -1, 0), Reshape(gain, -1, 1, 1)), Reshape(bias, -1, 1, 1));
    }

    public OnnxValue NormaliseChannels(OnnxValue x, OnnxValue gain, OnnxValue bias, OnnxValue mean, OnnxValue variance, double epsilon) =>
        Node("BatchNormalization", [x, gain, bias, mean, variance], [Float("epsilon", epsilon)]); // ONNX Runtime folds it into the convolution

    public virtual OnnxValue AveragePool(OnnxValue x, int kernel, int stride, Padding padding = default) =>
        Node("AveragePool", [x], [Integers("kernel_shape", kernel, kernel), Integers("strides", stride, stride), Pads(padding), Integer("count_include_pad", 0)]);

    public OnnxValue MaxPool(OnnxValue x, int kernel, int stride, Padding padding = default) =>
        Node("MaxPool", [x], [Integers("kernel_shape", kernel, kernel), Integers("strides", stride, stride), Pads(padding)]);

    public OnnxValue Relu(OnnxValue x) => Node("Relu", [x]);

    public OnnxValue Gelu(OnnxValue x, GeluKind kind) => Node("Gelu", [x], [Text("approximate", kind == GeluKind.Tanh ? "tanh" : "none")]);

    public OnnxValue Sigmoid(OnnxValue x) => Node("Sigmoid", [x]);

    public OnnxValue Softmax(OnnxValue x) => Node("Softmax", [x], [Integer("axis", -1)]);

    public virtual OnnxValue Clamp(OnnxValue x, double lowest, double highest) => Node("Clip", [x, Number(lowest), Number(highest)]);

    public virtual OnnxValue Add(OnnxValue a, OnnxValue b) => Node("Add", [a, b]);

    public OnnxValue Subtract(OnnxValue a, OnnxValue b) => Node("Sub", [a, b]);

    public OnnxValue Multiply(OnnxValue a, OnnxValue b) => Node("Mul", [a, b]);

    public OnnxValue Power(OnnxValue x, double exponent) => Node("Pow", [x, Number(exponent)]);

    public OnnxValue Reduce(OnnxValue x, Reduction reduction, int[] axes, bool keep = true) =>
        Node($"Reduce{reduction}", [x, graph.Integers([.. axes])], [Integer("keepdims", keep ? 1 : 0)]);

    public OnnxValue Reshape(OnnxValue x, params int[] shape)
    {
        if (x.Parameter is not { } parameter)
        {
            return Node("Reshape", [x, graph.Integers([.. shape])]);
        }

        int[] sides = [.. shape.Select((side, i) => side == 0 ? parameter.Shape[i] : side)];
        var known = Math.Abs(sides.Aggregate((product, side) => product * side));
        return x with { Parameter = parameter.Reshape(Array.ConvertAll(sides, side => side < 0 ? parameter.Length / known : side)) };
    }

    public OnnxValue ReshapeLike(OnnxValue x, OnnxValue like) => Node("Reshape", [x, Node("Shape", [like])]);

    public OnnxValue Transpose(OnnxValue x, params int[] order) =>
        x.Parameter is { Shape.Length: 2 } matrix && order is [1, 0] ? x.Derived("transposed", matrix.Transpose()) : Node("Transpose", [x], [Integers("perm", [.. order])]);

    public OnnxValue Expand(OnnxValue x, OnnxValue like, int rank)
    {
        var batch = Node("Shape", [like], [Integer("start", 0), Integer("end", 1)]);
        return Node("Expand", [x, Node("Concat", [batch, .. Enumerable.Repeat(graph.Integers(1), rank - 1)], [Integer("axis", 0)])]);
    }

    public OnnxValue Concat(int axis, params ReadOnlySpan<OnnxValue> parts) => Node("Concat", parts, [Integer("axis", axis)]);

    public OnnxValue Slice(OnnxValue x, int axis, int start, int length) =>
        Node("Slice", [x, graph.Integers(start), graph.Integers(start + length), graph.Integers(axis)]);

    public OnnxValue Gather(OnnxValue x, OnnxValue indices, int axis) => Node("Gather", [x, indices], [Integer("axis", axis)]);

    public OnnxValue GridSample(OnnxValue images, OnnxValue grid) =>
        Node("GridSample", [images, grid], [Text("mode", "linear"), Text("padding_mode", "border"), Integer("align_corners", 0)]);

    public OnnxValue Constant(Tensor value) => graph.Constant(value);

    public OnnxValue Dropout(OnnxValue x, double share) => x;

    public OnnxValue StopGradient(OnnxValue x) => x;

    /// <summary>The same engine with another prefix of parameter names.</summary>
    protected virtual INet<OnnxValue> Scoped(string inner) => new OnnxNet(graph, weights, ops, inner);

    /// <summary>A node of this scope.</summary>
    protected OnnxValue Node(string op, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        graph.Node(scope, op, inputs, attributes);

    /// <summary>A node of an operator that only ONNX Runtime has.</summary>
    protected OnnxValue FusedNode(string op, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        graph.FusedNode(scope, op, inputs, attributes);

    /// <summary>A convolution's attributes.</summary>
    protected static AttributeProto[] Window(int kernel, int stride, Padding padding, int groups) =>
        [Integers("kernel_shape", kernel, kernel), Integers("strides", stride, stride), Pads(padding), Integer("group", groups)];

    private OnnxValue Number(double value) => graph.Constant(Tensor.Of([(float)value]));

    /// <summary>Adds −∞ to the scores of the keys that come after the query.</summary>
    private OnnxValue MaskFuture(OnnxValue scores)
    {
        var shape = Node("Shape", [scores], [Integer("start", 2)]);
        var future = Node("Trilu", [Node("Expand", [Number(float.NegativeInfinity), shape]), graph.Integer(1)], [Integer("upper", 1)]);
        return Node("Add", [scores, future]);
    }

    private static OnnxValue[] Optional(OnnxValue? value) => value is null ? [] : [value];

    protected static AttributeProto Pads(Padding padding) => padding.IsSame
        ? Text("auto_pad", "SAME_UPPER")
        : Integers("pads", padding.Pixels, padding.Pixels, padding.Pixels, padding.Pixels);

    internal static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    internal static AttributeProto Integers(string name, params long[] values) => new() { Name = name, Type = AttributeType.Ints, Ints = { values } };

    private static AttributeProto Float(string name, double value) => new() { Name = name, Type = AttributeType.Float, F = (float)value };

    internal static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = Google.Protobuf.ByteString.CopyFromUtf8(value) };
}
