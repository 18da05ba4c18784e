namespace IqaSharp.Checkpoints.Torch;

/// <summary>A dictionary of a pickle: its entries in order. Keys that are no texts are of no interest.</summary>
internal sealed class PickledDictionary
{
    private readonly List<(object? Key, object? Value)> _entries = [];

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The entries whose keys are texts.</summary>
    public IEnumerable<(string Key, object? Value)> Named => _entries.Where(e => e.Key is string).Select(e => ((string)e.Key!, e.Value));

    public void Add(object? key, object? value) => _entries.Add((key, value));
}
