namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>The maps of a graph with their keys, in the order in which they are computed. Where layers are used several times, several have one key.</summary>
internal sealed class MapList
{
    private readonly List<OnnxValue> _maps = [];
    private readonly Dictionary<string, OnnxValue> _inputs = [];

    /// <summary>The maps; of a convolution that is clamped, what the clamp gives.</summary>
    public IEnumerable<(string Key, OnnxValue Value)> All => _maps.Select(map => (map.Key!, map));

    /// <summary>A value as a map: one that a convolution or a sum made, or that a convolution has read before; null otherwise.</summary>
    public OnnxValue? Find(OnnxValue value) => value.Key is null ? _inputs.GetValueOrDefault(value.Name) : value;

    /// <summary>Adds a map.</summary>
    public OnnxValue Add(OnnxValue map)
    {
        _maps.Add(map);
        return map;
    }

    /// <summary>Puts a map in the place of the one that it was made from.</summary>
    public OnnxValue Replace(OnnxValue map, OnnxValue by) => _maps[_maps.FindLastIndex(known => ReferenceEquals(known, map))] = by;

    /// <summary>Adds the map that a value was made into.</summary>
    public OnnxValue Remember(OnnxValue value, OnnxValue map) => _inputs[value.Name] = Add(map);
}
