namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>What was seen of a network's maps while it ran.</summary>
internal sealed class Observation
{
    private readonly Dictionary<string, MapStatistics> _maps = [];
    private readonly List<string> _convolutions = [];
    private readonly Dictionary<string, double> _sizes = [];

    /// <summary>The maps, by their keys.</summary>
    public IReadOnlyDictionary<string, MapStatistics> Maps => _maps;

    /// <summary>The convolutions, in the order in which they are computed.</summary>
    public IReadOnlyList<string> Convolutions => _convolutions;

    /// <summary>The linear layers, with the most numbers that each has read in one run.</summary>
    public IReadOnlyDictionary<string, double> Matrices => _sizes;

    /// <summary>The maps whose channels can be divided by anything.</summary>
    public List<LinearMaps> Linear { get; } = [];

    /// <summary>Adds the layers of a graph.</summary>
    public void Add(ObservedLayers layers, IEnumerable<LinearMaps> linear)
    {
        _convolutions.AddRange(layers.Convolutions.Keys.Except(_convolutions));
        Linear.AddRange(linear);
    }

    /// <summary>The statistics of a map.</summary>
    public MapStatistics Map(string key)
    {
        if (!_maps.TryGetValue(key, out var map))
        {
            _maps.Add(key, map = new MapStatistics());
        }

        return map;
    }

    /// <summary>Keeps how many numbers a linear layer has read.</summary>
    public void KeepSize(string key, double size) => _sizes[key] = Math.Max(size, _sizes.GetValueOrDefault(key));
}
