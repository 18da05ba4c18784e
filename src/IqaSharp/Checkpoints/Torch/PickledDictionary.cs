namespace IqaSharp.Checkpoints.Torch;

/// <summary>A dictionary in a pickle: its entries in order. Only string keys matter.</summary>
internal sealed class PickledDictionary
{
    private readonly List<(object? Key, object? Value)> _entries = [];

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The entries with string keys.</summary>
    public IEnumerable<(string Key, object? Value)> Named => _entries.Where(e => e.Key is string).Select(e => ((string)e.Key!, e.Value));

    public void Add(object? key, object? value) => _entries.Add((key, value));
}
