namespace IqaSharp.Networks;

/// <summary>An input or output of a compiled graph: numbers under a name, in memory of the caller.</summary>
public sealed record GraphValue
{
    /// <summary>Float32 numbers.</summary>
    /// <param name="name">The input's or output's name.</param>
    /// <param name="values">The numbers, row-major; not copied.</param>
    /// <param name="shape">Outermost dimension first.</param>
    public GraphValue(string name, Memory<float> values, params long[] shape) => (Name, Floats, Shape) = (name, values, shape);

    /// <summary>Int64 numbers.</summary>
    /// <inheritdoc cref="GraphValue(string, Memory{float}, long[])"/>
    public GraphValue(string name, Memory<long> values, params long[] shape) => (Name, Integers, Shape) = (name, values, shape);

    /// <summary>8-bit pixels.</summary>
    /// <inheritdoc cref="GraphValue(string, Memory{float}, long[])"/>
    public GraphValue(string name, Memory<byte> values, params long[] shape) => (Name, Bytes, Shape) = (name, values, shape);

    /// <summary>The input's or output's name. An output of one graph becomes another's input under that one's name.</summary>
    public string Name { get; init; }

    /// <summary>The numbers; empty for integers and pixels.</summary>
    public Memory<float> Floats { get; }

    /// <summary>The numbers of an input of integers; null for floats.</summary>
    public Memory<long>? Integers { get; }

    /// <summary>The numbers of an input of pixels; null for others.</summary>
    public Memory<byte>? Bytes { get; }

    /// <summary>Outermost dimension first.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The same floats in an array of their own, to be kept longer than the outputs of a run.</summary>
    public GraphValue Copy() => new(Name, Floats.ToArray(), [.. Shape]);
}
