namespace IqaSharp.Training.Data;

/// <summary>All images that a recipe speaks of.</summary>
/// <param name="All">The images.</param>
/// <param name="Rated">Those to learn scores from, by index, each as often as an epoch sees it.</param>
/// <param name="Lists">Lists of one photograph, by index, from pristine to worst.</param>
/// <param name="Validation">Rated images that are held out.</param>
/// <param name="ValidationLists">Lists of photographs that are held out.</param>
/// <param name="Labels">What images are to be named as; empty where they are scored.</param>
internal sealed record Examples(
    IReadOnlyList<Example> All,
    IReadOnlyList<int> Rated,
    IReadOnlyList<int[]> Lists,
    IReadOnlyList<int> Validation,
    IReadOnlyList<int[]> ValidationLists,
    IReadOnlyList<string> Labels)
{
    /// <summary>The same without some images, and without the lists that they are in.</summary>
    public Examples Without(IReadOnlySet<int> bad) => this with
    {
        Rated = [.. Rated.Where(i => !bad.Contains(i))],
        Lists = [.. Lists.Where(list => !list.Any(bad.Contains))],
        Validation = [.. Validation.Where(i => !bad.Contains(i))],
        ValidationLists = [.. ValidationLists.Where(list => !list.Any(bad.Contains))],
    };
}
