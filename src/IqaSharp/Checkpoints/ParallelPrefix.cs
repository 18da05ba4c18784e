namespace IqaSharp.Checkpoints;

/// <summary><c>torch.nn.DataParallel</c> wraps the network in a module, whose name then precedes all others.</summary>
internal static class ParallelPrefix
{
    private const string Prefix = "module.";

    /// <summary>The same values without the prefix, where all names have it.</summary>
    public static IReadOnlyDictionary<string, T> Remove<T>(IReadOnlyDictionary<string, T> values) =>
        values.Keys.All(key => key.StartsWith(Prefix, StringComparison.Ordinal))
            ? values.ToDictionary(value => value.Key[Prefix.Length..], value => value.Value)
            : values;
}
