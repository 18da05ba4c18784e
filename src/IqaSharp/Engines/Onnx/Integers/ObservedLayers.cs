namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>The layers of a graph that could be computed in integers.</summary>
internal sealed class ObservedLayers
{
    /// <summary>The convolutions, by their keys: the key of what each reads, the name of what it gives in the graph, its groups.</summary>
    public Dictionary<string, (string Input, string Output, int Groups)> Convolutions { get; } = [];

    /// <summary>The sums of maps, by their keys, with those of the terms.</summary>
    public Dictionary<string, (string A, string B)> Sums { get; } = [];

    /// <summary>The linear layers, by their paths, with what each reads.</summary>
    public Dictionary<string, OnnxValue> Matrices { get; } = [];

    /// <summary>The maps whose channels can be divided by anything.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="maps">Its maps.</param>
    public IEnumerable<LinearMaps> Linear(OnnxGraph graph, MapList maps)
    {
        var sets = maps.All.ToDictionary(map => map.Key, map => new HashSet<string> { map.Key });
        foreach (var (sum, (a, b)) in Sums)
        {
            foreach (var term in new[] { a, b })
            {
                sets[sum].UnionWith(sets[term]);
                foreach (var key in sets[term])
                {
                    sets[key] = sets[sum];
                }
            }
        }

        var readers = Convolutions.ToLookup(c => c.Value.Input, c => (c.Key, c.Value.Groups));
        var known = Convolutions.Values.Select(c => c.Output).Concat(maps.All.Where(map => Sums.ContainsKey(map.Key)).Select(map => map.Value.Name)).ToHashSet();
        bool IsLinear((string Key, OnnxValue Value) map) =>
            (Sums.ContainsKey(map.Key) || (Convolutions.TryGetValue(map.Key, out var made) && made.Output == map.Value.Name)) // a clamped one is no longer what the convolution gave
            && graph.Readers(map.Value.Name).All(reader => known.Contains(reader.Output))
            && readers[map.Key].All(reader => reader.Groups == 1);

        var values = maps.All.ToDictionary(map => map.Key, map => map.Value);
        return sets.Values.Distinct<HashSet<string>>(ReferenceEqualityComparer.Instance)
            .Where(set => set.All(key => IsLinear((key, values[key]))))
            .Select(set => new LinearMaps([.. set], [.. set.Where(Convolutions.ContainsKey)], [.. set.SelectMany(key => readers[key]).Select(reader => reader.Key)]))
            .Where(linear => linear.Inputs.Count > 0);
    }
}
