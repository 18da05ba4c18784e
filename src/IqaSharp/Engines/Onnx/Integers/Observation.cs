namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>What was seen of a network's maps while it ran.</summary>
internal sealed class Observation
{
    private readonly Dictionary<string, MapStatistics> _maps = [];
    private readonly List<string> _convolutions = [];
    private readonly Dictionary<string, double> _sizes = [];
    private readonly List<(HashSet<string> Keys, List<LinearMaps> Linear)> _graphs = [];

    /// <summary>The maps, by their keys.</summary>
    public IReadOnlyDictionary<string, MapStatistics> Maps => _maps;

    /// <summary>The convolutions, in the order in which they are computed.</summary>
    public IReadOnlyList<string> Convolutions => _convolutions;

    /// <summary>The linear layers, with the most numbers that each has read in one run.</summary>
    public IReadOnlyDictionary<string, double> Matrices => _sizes;

    /// <summary>The maps whose channels can be divided by anything, in all graphs that have them.</summary>
    public IEnumerable<LinearMaps> Linear => _graphs.SelectMany(graph => graph.Linear)
        .GroupBy(linear => string.Join(' ', linear.Maps.Order(StringComparer.Ordinal)))
        .Where(same => same.Count() == _graphs.Count(graph => graph.Keys.Overlaps(same.First().Maps)))
        .Select(same => same.First() with { Inputs = [.. same.SelectMany(linear => linear.Inputs).Distinct()] });

    /// <summary>Adds the layers of a graph.</summary>
    public void Add(ObservedLayers layers, OnnxGraph graph, MapList maps)
    {
        _convolutions.AddRange(layers.Convolutions.Select(c => c.Key).Distinct().Except(_convolutions));
        _graphs.Add(([.. maps.All.Select(map => map.Key)], [.. layers.Linear(graph, maps)]));
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
