namespace IqaSharp.Imaging;

/// <summary>Some images have no reference, or more than one.</summary>
/// <param name="missing">One line for each.</param>
public sealed class UnpairedException(IReadOnlyList<string> missing) : Exception($"{missing.Count} images cannot be paired: {missing[0]}{(missing.Count > 1 ? ", …" : "")}")
{
    /// <summary>One line for each image.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;
}
