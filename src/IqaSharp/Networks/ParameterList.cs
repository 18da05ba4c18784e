using IqaSharp.Core;

namespace IqaSharp.Networks;

/// <summary>The engine that computes nothing: it only notes which parameters a network asks for.</summary>
public sealed class ParameterList : INet<ParameterList>
{
    private readonly List<ParameterSpec> _parameters;
    private readonly string _scope;

    private ParameterList(List<ParameterSpec> parameters, string scope) => (_parameters, _scope) = (parameters, scope);

    /// <summary>The parameters of a network, in the order in which it asks for them.</summary>
    /// <param name="network">Runs the network on this engine; any handle serves as its input.</param>
    public static IReadOnlyList<ParameterSpec> Of(Action<ParameterList> network)
    {
        var list = new ParameterList([], "");
        network(list);
        return [.. list._parameters.DistinctBy(parameter => parameter.Path)]; // one that is used twice is one parameter
    }

    /// <inheritdoc/>
    public INet<ParameterList> In(string scope) => new ParameterList(_parameters, $"{_scope}{scope}.");

    /// <inheritdoc/>
    public ParameterList Parameter(string name, int[] shape, Init init)
    {
        _parameters.Add(new ParameterSpec(_scope + name, shape, init));
        return this;
    }

    /// <inheritdoc/>
    public ParameterList Named(ParameterList x) => this;

    /// <inheritdoc/>
    public ParameterList Convolve(ParameterList x, ParameterList weight, ParameterList? bias, int kernel, int stride, Padding padding, int groups = 1) => this;

    /// <inheritdoc/>
    public ParameterList Standardize(ParameterList weight, Deviation deviation) => this;

    /// <inheritdoc/>
    public ParameterList Affine(ParameterList x, ParameterList weight, ParameterList? bias) => this;

    /// <inheritdoc/>
    public ParameterList Rows(ParameterList table, ParameterList indices) => this;

    /// <inheritdoc/>
    public ParameterList Normalize(ParameterList x, ParameterList gain, ParameterList bias, double epsilon) => this;

    /// <inheritdoc/>
    public ParameterList NormalizeGroups(ParameterList x, ParameterList gain, ParameterList bias, int channels, int groups, double epsilon) => this;

    /// <inheritdoc/>
    public ParameterList MaxPool(ParameterList x, int kernel, int stride, Padding padding = default) => this;

    /// <inheritdoc/>
    public ParameterList Relu(ParameterList x) => this;

    /// <inheritdoc/>
    public ParameterList Gelu(ParameterList x, GeluKind kind) => this;

    /// <inheritdoc/>
    public ParameterList Softmax(ParameterList x) => this;

    /// <inheritdoc/>
    public ParameterList Add(ParameterList a, ParameterList b) => this;

    /// <inheritdoc/>
    public ParameterList Attention(ParameterList query, ParameterList key, ParameterList value, int features, int heads, bool causal = false) => this;

    /// <inheritdoc/>
    public ParameterList FlattenPositions(ParameterList x, int length) => this;

    /// <inheritdoc/>
    public ParameterList ToSequences(ParameterList tokens) => this;

    /// <inheritdoc/>
    public ParameterList Prepend(ParameterList token, ParameterList sequences) => this;

    /// <inheritdoc/>
    public ParameterList FirstToken(ParameterList sequences) => this;

    /// <inheritdoc/>
    public ParameterList DropTokens(ParameterList sequences) => this;

    /// <inheritdoc/>
    public ParameterList NormalizeChannels(ParameterList x, ParameterList gain, ParameterList bias, ParameterList mean, ParameterList variance, double epsilon) => this;

    /// <inheritdoc/>
    public ParameterList AveragePool(ParameterList x, int kernel, int stride, Padding padding = default) => this;

    /// <inheritdoc/>
    public ParameterList PositionMean(ParameterList x) => this;

    /// <inheritdoc/>
    public ParameterList Relu6(ParameterList x) => this;

    /// <inheritdoc/>
    public ParameterList Sigmoid(ParameterList x) => this;

    /// <inheritdoc/>
    public ParameterList Subtract(ParameterList a, ParameterList b) => this;

    /// <inheritdoc/>
    public ParameterList Scale(ParameterList x, double factor) => this;

    /// <inheritdoc/>
    public ParameterList Constant(Tensor value) => this;

    /// <inheritdoc/>
    public ParameterList Concat(params ReadOnlySpan<ParameterList> parts) => this;

    /// <inheritdoc/>
    public ParameterList ToTokens(ParameterList x, int channels) => this;

    /// <inheritdoc/>
    public ParameterList Dropout(ParameterList x, double share) => this;

    /// <inheritdoc/>
    public ParameterList Windows(ParameterList maps, ParameterList positions, int channels, int side) => this;

    /// <inheritdoc/>
    public ParameterList ToPositionsOf(ParameterList tokens, ParameterList image) => this;

    /// <inheritdoc/>
    public ParameterList Repeated(ParameterList one, ParameterList like) => this;

    /// <inheritdoc/>
    public ParameterList TokenMean(ParameterList sequences) => this;

    /// <inheritdoc/>
    public ParameterList TokenMax(ParameterList sequences) => this;

    /// <inheritdoc/>
    public ParameterList Sample(ParameterList images, ParameterList points, int channels, int count) => this;

    /// <inheritdoc/>
    public ParameterList StopGradient(ParameterList x) => this;
}
