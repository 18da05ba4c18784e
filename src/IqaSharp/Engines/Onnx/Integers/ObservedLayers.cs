namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>The layers of a graph that could be computed in integers.</summary>
internal sealed class ObservedLayers
{
    private readonly HashSet<string> _outputs = [];
    private readonly List<(string Key, string A, string B)> _sums = [];

    /// <summary>The convolutions in their order, each as often as it is used: its key, the key of what it reads, its groups.</summary>
    public List<(string Key, string Input, int Groups)> Convolutions { get; } = [];

    /// <summary>The linear layers, by their paths, with what each reads.</summary>
    public Dictionary<string, OnnxValue> Matrices { get; } = [];

    /// <summary>Adds a convolution.</summary>
    public OnnxValue Convolve(string input, Convolution convolution, OnnxValue output)
    {
        Convolutions.Add((convolution.Key, input, convolution.Groups));
        _outputs.Add(output.Name);
        return output with { Key = convolution.Key };
    }

    /// <summary>Adds a sum.</summary>
    public OnnxValue Add(string a, string b, string key, OnnxValue output)
    {
        _sums.Add((key, a, b));
        _outputs.Add(output.Name);
        return output with { Key = key };
    }

    /// <summary>The maps whose channels can be divided by anything.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="maps">Its maps.</param>
    public IEnumerable<LinearMaps> Linear(OnnxGraph graph, MapList maps)
    {
        var values = maps.All.ToLookup(map => map.Key, map => map.Value);
        var sets = values.ToDictionary(map => map.Key, map => new HashSet<string> { map.Key });
        foreach (var (sum, a, b) in _sums)
        {
            foreach (var term in new[] { a, b })
            {
                sets[sum].UnionWith(sets[term]);
                foreach (var key in sets[sum])
                {
                    sets[key] = sets[sum];
                }
            }
        }

        var readers = Convolutions.ToLookup(c => c.Input, c => (c.Key, c.Groups));
        var made = Convolutions.Select(c => c.Key).ToHashSet();
        bool IsLinear(string key) =>
            values[key].All(value => _outputs.Contains(value.Name) // a clamped one is no longer what the convolution gave, and an input was given
                && graph.Readers(value.Name).All(reader => _outputs.Contains(reader.Output)))
            && readers[key].All(reader => reader.Groups == 1);

        return sets.Values.Distinct<HashSet<string>>(ReferenceEqualityComparer.Instance)
            .Where(set => set.All(IsLinear))
            .Select(set => new LinearMaps([.. set], [.. set.Where(made.Contains)], [.. set.SelectMany(key => readers[key]).Select(reader => reader.Key).Distinct()]))
            .Where(linear => linear.Inputs.Count > 0);
    }
}
