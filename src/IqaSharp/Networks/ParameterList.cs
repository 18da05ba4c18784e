using IqaSharp.Core;

namespace IqaSharp.Networks;

/// <summary>The engine that computes nothing: it only lists the parameters that a network uses.</summary>
public sealed class ParameterList : INet<ParameterList>
{
    private readonly List<ParameterSpec> _parameters;
    private readonly string _scope;

    private ParameterList(List<ParameterSpec> parameters, string scope) => (_parameters, _scope) = (parameters, scope);

    /// <summary>The parameters of a network, in the order of their first use.</summary>
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
    public ParameterList Standardise(ParameterList weight, Deviation deviation) => this;

    /// <inheritdoc/>
    public ParameterList Affine(ParameterList x, ParameterList weight, ParameterList? bias) => this;

    /// <inheritdoc/>
    public ParameterList MatMul(ParameterList a, ParameterList b) => this;

    /// <inheritdoc/>
    public ParameterList Attention(ParameterList query, ParameterList key, ParameterList value, int features, int heads, bool causal = false) => this;

    /// <inheritdoc/>
    public ParameterList Normalise(ParameterList x, ParameterList gain, ParameterList bias, double epsilon) => this;

    /// <inheritdoc/>
    public ParameterList NormaliseGroups(ParameterList x, ParameterList gain, ParameterList bias, int channels, int groups, double epsilon) => this;

    /// <inheritdoc/>
    public ParameterList NormaliseChannels(ParameterList x, ParameterList gain, ParameterList bias, ParameterList mean, ParameterList variance, double epsilon) => this;

    /// <inheritdoc/>
    public ParameterList AveragePool(ParameterList x, int kernel, int stride, Padding padding = default) => this;

    /// <inheritdoc/>
    public ParameterList MaxPool(ParameterList x, int kernel, int stride, Padding padding = default) => this;

    /// <inheritdoc/>
    public ParameterList Relu(ParameterList x) => this;

    /// <inheritdoc/>
    public ParameterList Gelu(ParameterList x, GeluKind kind) => this;

    /// <inheritdoc/>
    public ParameterList Sigmoid(ParameterList x) => this;

    /// <inheritdoc/>
    public ParameterList Softmax(ParameterList x) => this;

    /// <inheritdoc/>
    public ParameterList Clamp(ParameterList x, double lowest, double highest) => this;

    /// <inheritdoc/>
    public ParameterList Add(ParameterList a, ParameterList b) => this;

    /// <inheritdoc/>
    public ParameterList Subtract(ParameterList a, ParameterList b) => this;

    /// <inheritdoc/>
    public ParameterList Multiply(ParameterList a, ParameterList b) => this;

    /// <inheritdoc/>
    public ParameterList Power(ParameterList x, double exponent) => this;

    /// <inheritdoc/>
    public ParameterList Reduce(ParameterList x, Reduction reduction, int[] axes, bool keep = true) => this;

    /// <inheritdoc/>
    public ParameterList Reshape(ParameterList x, params int[] shape) => this;

    /// <inheritdoc/>
    public ParameterList ReshapeLike(ParameterList x, ParameterList like) => this;

    /// <inheritdoc/>
    public ParameterList Transpose(ParameterList x, params int[] order) => this;

    /// <inheritdoc/>
    public ParameterList Expand(ParameterList x, ParameterList like, int rank) => this;

    /// <inheritdoc/>
    public ParameterList Concat(int axis, params ReadOnlySpan<ParameterList> parts) => this;

    /// <inheritdoc/>
    public ParameterList Slice(ParameterList x, int axis, int start, int length) => this;

    /// <inheritdoc/>
    public ParameterList Gather(ParameterList x, ParameterList indices, int axis) => this;

    /// <inheritdoc/>
    public ParameterList GridSample(ParameterList images, ParameterList grid) => this;

    /// <inheritdoc/>
    public ParameterList Constant(Tensor value) => this;

    /// <inheritdoc/>
    public ParameterList Dropout(ParameterList x, double share) => this;

    /// <inheritdoc/>
    public ParameterList StopGradient(ParameterList x) => this;
}
