namespace IqaSharp.Networks;

/// <summary>A dimension of an input or output: a length, or the name of one that varies.</summary>
/// <param name="Length">The length; null where it varies.</param>
/// <param name="Name">The name of a length that varies; dimensions of one name are equal.</param>
public readonly record struct Dimension(int? Length, string? Name)
{
    /// <summary>A fixed length.</summary>
    public static implicit operator Dimension(int length) => new(length, null);

    /// <summary>A length that varies.</summary>
    public static implicit operator Dimension(string name) => new(null, name);
}
