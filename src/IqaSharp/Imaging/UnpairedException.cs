namespace IqaSharp.Imaging;

/// <summary>Images without the reference that they are to be held against.</summary>
/// <param name="missing">One line for each.</param>
public sealed class UnpairedException(IReadOnlyList<string> missing) : Exception($"{missing.Count} images cannot be paired: {missing[0]}{(missing.Count > 1 ? ", …" : "")}")
{
    /// <summary>One line for each image.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;
}
