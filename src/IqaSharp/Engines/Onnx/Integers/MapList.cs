namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>The maps of a graph, by their keys, in the order in which they are computed.</summary>
internal sealed class MapList
{
    private readonly List<string> _keys = [];
    private readonly Dictionary<string, OnnxValue> _maps = [];
    private readonly Dictionary<string, OnnxValue> _inputs = [];

    /// <summary>The maps; of a convolution that is clamped, what the clamp gives.</summary>
    public IEnumerable<(string Key, OnnxValue Value)> All => _keys.Select(key => (key, _maps[key]));

    /// <summary>A value as a map: one that a convolution or a sum made, or that a convolution has read before; null otherwise.</summary>
    public OnnxValue? Find(OnnxValue value) => value.Key is null ? _inputs.GetValueOrDefault(value.Name) : value;

    /// <summary>Adds a map. A later one of the same key takes its place.</summary>
    public OnnxValue Add(OnnxValue map)
    {
        if (!_maps.ContainsKey(map.Key!))
        {
            _keys.Add(map.Key!);
        }

        return _maps[map.Key!] = map;
    }

    /// <summary>Adds the map that a value was made into.</summary>
    public OnnxValue Remember(OnnxValue value, OnnxValue map) => _inputs[value.Name] = Add(map);
}
