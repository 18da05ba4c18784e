using IqaSharp.Training.Data;

namespace IqaSharp.Training.Maps;

/// <summary>Maps from a cache for each of the recipe's sources, so that adding a source keeps the others' caches.</summary>
internal sealed class CachedMaps : IMapSource
{
    private readonly IReadOnlyList<Example> _examples;
    private readonly Dictionary<int, MapCache> _caches;
    private readonly (MapCache Cache, int Index)[] _places;

    /// <param name="examples">All images.</param>
    /// <param name="open">Opens the cache for one source's images.</param>
    public CachedMaps(IReadOnlyList<Example> examples, Func<IReadOnlyList<Example>, MapCache> open)
    {
        _examples = examples;
        _caches = examples.GroupBy(example => example.Source).ToDictionary(group => group.Key, group => open([.. group]));
        var counts = new Dictionary<int, int>();
        _places = [.. examples.Select(example => (_caches[example.Source], (counts[example.Source] = counts.GetValueOrDefault(example.Source) + 1) - 1))];
    }

    /// <summary>By index, why an image cannot be used.</summary>
    public IReadOnlyDictionary<int, string> Bad =>
        Enumerable.Range(0, _places.Length).Where(i => _places[i].Cache.IsBad(_places[i].Index)).ToDictionary(i => i, i => ImageCheck.Reason(_examples[i]) ?? $"{_examples[i].Name}: could not be read");

    public int Channels => _caches.Values.First().Channels;

    public int CellSide => _caches.Values.First().CellSide;

    public IReadOnlyList<ScaleMap> Load(int example) => _places[example].Cache.Load(_places[example].Index);

    public void Dispose()
    {
        foreach (var cache in _caches.Values)
        {
            cache.Dispose();
        }
    }
}
