using IqaSharp.Networks;
using IqaSharp.Weights;
using Onnx;
using static Onnx.AttributeProto.Types;

namespace IqaSharp.Scoring.Onnx;

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

    public OnnxValue Convolve(OnnxValue x, OnnxValue weight, OnnxValue? bias, int kernel, int stride, Padding padding) =>
        Node("Conv", [x, weight, .. Optional(bias)], [Integers("kernel_shape", kernel, kernel), Integers("strides", stride, stride), Pads(padding)]);

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

    public OnnxValue MaxPool(OnnxValue x, int kernel, int stride, Padding padding = default) =>
        Node("MaxPool", [x], [Integers("kernel_shape", kernel, kernel), Integers("strides", stride, stride), Pads(padding)]);

    public OnnxValue Relu(OnnxValue x) => Node("Relu", [x]);

    public OnnxValue Gelu(OnnxValue x, GeluKind kind) => Node("Gelu", [x], [Text("approximate", kind == GeluKind.Tanh ? "tanh" : "none")]);

    public OnnxValue Softmax(OnnxValue x) => Node("Softmax", [x], [Integer("axis", -1)]);

    public OnnxValue Add(OnnxValue a, OnnxValue b) => Node("Add", [a, b]);

    public OnnxValue Attention(OnnxValue query, OnnxValue key, OnnxValue value, int features, int heads)
    {
        if (ops == OnnxOps.Fused)
        {
            return graph.FusedNode(scope, "MultiHeadAttention", [query, key, value], [Integer("num_heads", heads)]);
        }

        var width = features / heads;
        var scale = graph.Initializer($"scale_{width}", Tensor.Of([1f / MathF.Sqrt(width)]));
        var scores = Node("MatMul", [Heads(Node("Mul", [query, scale]), heads, width, 0, 2, 1, 3), Heads(key, heads, width, 0, 2, 3, 1)]);
        var attended = Node("MatMul", [Softmax(scores), Heads(value, heads, width, 0, 2, 1, 3)]);
        return Node("Reshape", [Transpose(attended, 0, 2, 1, 3), graph.Integers(0, 0, features)]);
    }

    public OnnxValue FlattenPositions(OnnxValue x, int length) => Node("Reshape", [Transpose(x, 0, 2, 3, 1), graph.Integers(-1, length)]);

    public OnnxValue ToSequences(OnnxValue tokens) => Node("Unsqueeze", [tokens, graph.Integers(0)]);

    public OnnxValue Prepend(OnnxValue token, OnnxValue sequences) => Node("Concat", [token, sequences], [Integer("axis", 1)]);

    public OnnxValue FirstToken(OnnxValue sequences) => Node("Slice", [sequences, graph.Integers(0), graph.Integers(1), graph.Integers(1)]);

    public OnnxValue DropTokens(OnnxValue sequences) => Node("Squeeze", [sequences, graph.Integers(1)]);

    private OnnxValue Node(string op, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        graph.Node(scope, op, inputs, attributes);

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
