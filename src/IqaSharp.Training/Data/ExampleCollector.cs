using IqaSharp.Training.Data.Sources;

namespace IqaSharp.Training.Data;

/// <summary>Gathers the examples of all sources.</summary>
internal sealed class ExampleCollector
{
    private readonly List<Example> _all = [];
    private readonly List<int> _rated = [];
    private readonly List<int> _validation = [];
    private readonly List<int[]> _lists = [];
    private readonly List<int[]> _validationLists = [];

    /// <summary>Adds an image.</summary>
    /// <returns>Its index.</returns>
    public int Add(Example example)
    {
        _all.Add(example);
        return _all.Count - 1;
    }

    /// <summary>Adds a pristine photograph, once for all of its lists.</summary>
    /// <returns>Its index.</returns>
    public int AddPristine(Example example)
    {
        var known = _all.FindLastIndex(other => other.Name == example.Name);
        return known < 0 ? Add(example) : known;
    }

    /// <summary>Learns from a rated image, some times an epoch, or holds it out.</summary>
    public void AddRated(Example example, int times, bool heldOut)
    {
        var index = Add(example);
        if (heldOut)
        {
            _validation.Add(index);
        }
        else
        {
            _rated.AddRange(Enumerable.Repeat(index, times));
        }
    }

    /// <summary>Learns from a list of images that were added, or holds it out.</summary>
    public void AddList(int[] list, bool heldOut) => (heldOut ? _validationLists : _lists).Add(list);

    public Examples ToExamples(IReadOnlyList<IExampleSource> sources) =>
        new(_all, _rated, _lists, _validation, _validationLists, sources.Select(source => source.Labels).FirstOrDefault(labels => labels.Count > 0) ?? []) { Sources = [.. sources.Select(source => source.Title)] };
}
