using System.Globalization;
using IqaSharp.Classical;
using IqaSharp.Images;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;

namespace IqaSharp.Training.Data;

/// <summary>Finds all that a recipe learns from. No rated image is decoded yet.</summary>
internal static class ExampleLoader
{
    /// <param name="path">The recipe's file.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="cache">The folder of what is computed once.</param>
    /// <param name="view">Told how far it is.</param>
    public static Examples Load(string path, Recipe recipe, string cache, ITrainingView view)
    {
        var (all, rated, validation) = (new List<Example>(), new List<int>(), new List<int>());
        var (lists, validationLists) = (new List<int[]>(), new List<int[]>());
        foreach (var (data, source) in recipe.Data.Select((data, source) => (data, source)))
        {
            if (data.Distort is { } distort)
            {
                foreach (var list in Lists(path, distort, source, recipe.Seed, cache, view))
                {
                    var held = new Seeds(recipe.Seed, "validation", list.Photograph).Unit() < data.Validation;
                    var pristine = Add(all, list.Examples[0]);
                    (held ? validationLists : lists).Add([pristine, .. list.Examples.Skip(1).Select(example => Add(all, example with { Reference = pristine }))]);
                }
            }
            else if (data.Restore is { } restore)
            {
                var triples = RestoredTriples.Of(path, restore, source, recipe.Seed);
                foreach (var list in WeakScores.Rated([.. triples], Classics.Find(restore.RatedBy)!, cache, (done, of) => view.Caching($"scoring with {restore.RatedBy}", done, of)))
                {
                    var held = new Seeds(recipe.Seed, "validation", list.Photograph).Unit() < data.Validation;
                    var (pristine, degraded) = (Add(all, list.Examples[0] with { Score = null }), Add(all, list.Examples[1] with { Score = null }));
                    (held ? validationLists : lists).Add([.. list.Examples.Skip(2).Select(example => Add(all, example with { Reference = pristine, Degraded = degraded }))]);
                }
            }
            else
            {
                foreach (var (name, example) in Rated(data, source, recipe.Seed))
                {
                    var i = Add(all, example);
                    if (new Seeds(recipe.Seed, "validation", name).Unit() < data.Validation)
                    {
                        validation.Add(i);
                    }
                    else
                    {
                        rated.Add(i);
                    }
                }
            }
        }

        return new Examples(all, rated, lists, validation, validationLists, recipe.Data.FirstOrDefault(data => data.Distort is { Named: true })?.Distort is { } named ? DistortedLists.Labels(named) : []);
    }

    private static IEnumerable<(string Photograph, IReadOnlyList<Example> Examples)> Lists(string path, DistortRecipe recipe, int source, long seed, string cache, ITrainingView view)
    {
        var lists = DistortedLists.Of(path, recipe, source, seed);
        return recipe.RatedBy is { } name
            ? WeakScores.Rated([.. lists], Classics.Find(name)!, cache, (done, of) => view.Caching($"scoring with {name}", done, of))
            : lists;
    }

    private static int Add(List<Example> all, Example example)
    {
        // The pristine photograph belongs to all of its lists.
        var known = example.Level == 0 || example is { Score: null, Reference: null, IsInput: false } ? all.FindLastIndex(e => e.Name == example.Name) : -1;
        if (known < 0)
        {
            all.Add(example);
        }

        return known < 0 ? all.Count - 1 : known;
    }

    private static IEnumerable<(string Name, Example Example)> Rated(DataRecipe data, int source, long seed)
    {
        var root = Path.Combine(Environment.GetEnvironmentVariable("IQA_DATA")!, "nisarahmedrana+BIQ2021");
        var files = Directory.EnumerateFiles(Path.Combine(root, "Images")).ToDictionary(f => Path.GetFileName(f), StringComparer.OrdinalIgnoreCase);
        var items = File.ReadLines(Path.Combine(root, "Train (Images and MOS).csv")).Skip(1).Select(l => l.Split(',')).ToList();
        if (data.Limit is { } limit)
        {
            items = [.. new Seeds(seed, "limit").Shuffled(items).Take(limit)];
        }

        return items.Select(item => (item[0], new Example(item[0], () => Image.Load(files[item[0]]), source, float.Parse(item[1], CultureInfo.InvariantCulture))));
    }
}
