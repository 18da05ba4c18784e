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
        return list._parameters;
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
    public ParameterList Convolve(ParameterList x, ParameterList weight, ParameterList? bias, int kernel, int stride, Padding padding) => this;

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
    public ParameterList Attention(ParameterList query, ParameterList key, ParameterList value, int features, int heads) => this;

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
}
