using IqaSharp.Training.Data.Sources;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data;

/// <summary>Gathers the examples of all sources.</summary>
internal sealed class ExampleCollector
{
    private readonly List<Example> _all = [];
    private readonly List<int> _rated = [];
    private readonly List<int> _validation = [];
    private readonly List<int[]> _lists = [];
    private readonly List<int[]> _validationLists = [];
    private readonly List<int[]> _testLists = [];
    private readonly Dictionary<int, IReadOnlyList<int>> _variants = [];

    /// <summary>Whether lists that are held out are for the test alone.</summary>
    public bool Testing { get; set; }

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
    /// <returns>Its index.</returns>
    public int AddRated(Example example, int times, bool heldOut)
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

        return index;
    }

    /// <summary>Adds the versions of an image that deserve the same score, once.</summary>
    /// <param name="index">The image.</param>
    /// <param name="recipe">How many images have which.</param>
    /// <param name="seed">Decides whether this one has.</param>
    public void AddVariants(int index, VariantsRecipe recipe, long seed)
    {
        var image = _all[index];
        bool Has(string kind, double share) => new Seeds(seed, kind, image.Name).Unit() < share;
        if (!_variants.ContainsKey(index))
        {
            List<int> variants = [];
            if (Has("mirrored", recipe.Mirrored))
            {
                variants.Add(Add(image with { Name = $"{image.Name} mirrored", Load = () => Variants.Mirrored(image.Load()) }));
            }

            if (image is not DistortedPhotograph { Level: > 0 } && Has("grey", recipe.Grey))
            {
                variants.Add(Add(image with { Name = $"{image.Name} grey", Load = () => Variants.Grey(image.Load()) }));
            }

            _variants[index] = variants;
        }
    }

    /// <summary>Learns from a list of images that were added, or holds it out.</summary>
    public void AddList(int[] list, bool heldOut) => (!heldOut ? _lists : Testing ? _testLists : _validationLists).Add(list);

    public Examples ToExamples(IReadOnlyList<IExampleSource> sources) =>
        new(_all, _rated, _lists, _validation, _validationLists, sources.Select(source => source.Labels).FirstOrDefault(labels => labels.Count > 0) ?? []) { TestLists = _testLists, Variants = _variants.Where(image => image.Value.Count > 0).ToDictionary(), Sources = [.. sources.Select(source => source.Title)] };
}
