namespace IqaSharp.Training.Data;

/// <summary>All images that a recipe learns from and validates with.</summary>
/// <param name="All">The images, in the order of the recipe's sources; everything else refers to them by index.</param>
/// <param name="Rated">Images to learn scores from, each as often as an epoch shows it.</param>
/// <param name="Lists">Images of one photograph that a step shows together: from pristine to worst, or its restorations.</param>
/// <param name="Validation">Held-out rated images.</param>
/// <param name="ValidationLists">Lists of held-out photographs.</param>
/// <param name="Labels">Kinds and levels to recognise; empty where images are scored.</param>
internal sealed record Examples(
    IReadOnlyList<Example> All,
    IReadOnlyList<int> Rated,
    IReadOnlyList<int[]> Lists,
    IReadOnlyList<int> Validation,
    IReadOnlyList<int[]> ValidationLists,
    IReadOnlyList<string> Labels)
{
    /// <summary>Lists of held-out photographs of sources that are for the test alone.</summary>
    public IReadOnlyList<int[]> TestLists { get; init; } = [];

    /// <summary>By index of an image, those of its versions that deserve the same score.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>> Variants { get; init; } = new Dictionary<int, IReadOnlyList<int>>();

    /// <summary>What the run's manifest calls each source.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The same without unusable images and without the lists that hold one.</summary>
    public Examples Without(IReadOnlySet<int> bad) => this with
    {
        Rated = [.. Rated.Where(i => !bad.Contains(i))],
        Lists = [.. Lists.Where(list => !list.Any(bad.Contains))],
        Validation = [.. Validation.Where(i => !bad.Contains(i))],
        ValidationLists = [.. ValidationLists.Where(list => !list.Any(bad.Contains))],
        TestLists = [.. TestLists.Where(list => !list.Any(bad.Contains))],
        Variants = Variants.ToDictionary(image => image.Key, image => (IReadOnlyList<int>)[.. image.Value.Where(i => !bad.Contains(i))]),
    };
}
