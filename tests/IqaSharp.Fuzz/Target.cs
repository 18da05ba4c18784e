namespace IqaSharp.Fuzz;

/// <summary>A reader of untrusted files.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Extension">That of its files.</param>
/// <param name="Share">Its share of all executions, relative to the other targets'.</param>
/// <param name="Seeds">Small valid files that inputs are made from.</param>
/// <param name="Read">Reads a file.</param>
internal sealed record Target(string Name, string Extension, int Share, Func<IReadOnlyList<byte[]>> Seeds, Action<string> Read)
{
    /// <summary>Words of the format, for the mutations to insert.</summary>
    public IReadOnlyList<byte[]> Words { get; init; } = [];

    /// <summary>What must be made anew around mutated content, so that the reader looks into it.</summary>
    public Packing Packing { get; init; }

    /// <summary>Memory that an input's declared pixels may take, beside what every input may.</summary>
    public long DeclaredBytes { get; init; }
}
