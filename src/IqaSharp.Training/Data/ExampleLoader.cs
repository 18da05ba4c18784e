using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
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
    /// <param name="heldOut">Whether photographs to learn from are left out, so that no metric has to score them.</param>
    public static Examples Load(string path, Recipe recipe, string cache, ITrainingView view, bool heldOut = false)
    {
        var (all, rated, validation) = (new List<Example>(), new List<int>(), new List<int>());
        var (lists, validationLists) = (new List<int[]>(), new List<int[]>());
        var seed = recipe.DataSeed ?? recipe.Seed;
        foreach (var (data, source) in recipe.Data.Select((data, source) => (data, source)))
        {
            bool Held(string photograph) => new Seeds(seed, "validation", photograph).Unit() < data.Validation;
            IEnumerable<(string Photograph, IReadOnlyList<Example> Examples)> Scored(IEnumerable<(string Photograph, IReadOnlyList<Example> Examples)> lists)
            {
                var wanted = lists.Where(list => !heldOut || Held(list.Photograph));
                return data.RatedBy is { } name ? WeakScores.Rated([.. wanted], ClassicalMetrics.Find(name)!, cache, (done, of) => view.Caching($"scoring with {name}", done, of)) : wanted;
            }

            var scale = data.RatedBy is { } rater ? recipe.Data.Index().First(other => other.Item.RatedBy == rater).Index : source;
            if (data.Distort is { } distort)
            {
                foreach (var list in Scored(DistortedLists.Of(path, distort, source, seed)))
                {
                    var pristine = Add(all, list.Examples[0] with { Scale = scale });
                    (Held(list.Photograph) ? validationLists : lists).Add([pristine, .. list.Examples.Skip(1).Select(example => Add(all, example with { Reference = pristine, Scale = scale }))]);
                }
            }
            else if (data.Restore is { } restore)
            {
                foreach (var list in Scored(RestoredTriples.Of(path, restore, source, seed)))
                {
                    var held = Held(list.Photograph);
                    var shown = held ? restore.ValidationReference ?? restore.Reference : restore.Reference;
                    var (pristine, degraded) = (Add(all, list.Examples[0] with { Score = null }), Add(all, list.Examples[1] with { Score = null }));
                    (held ? validationLists : lists).Add([.. list.Examples.Skip(2).Select(example => Add(all, example with { Reference = pristine, Degraded = shown == ReferenceImage.Pristine ? pristine : degraded, Scale = scale }))]);
                }
            }
            else
            {
                foreach (var (group, example) in Rated(path, data, source, seed))
                {
                    var i = Add(all, example);
                    if (Held(group))
                    {
                        validation.Add(i);
                    }
                    else
                    {
                        rated.AddRange(Enumerable.Repeat(i, Times(data.Weight, example.Name, seed)));
                    }
                }
            }
        }

        return new Examples(all, rated, lists, validation, validationLists, recipe.Data.FirstOrDefault(data => data.Distort is { Named: true })?.Distort is { } named ? DistortedLists.Labels(named) : []);
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

    /// <summary>The images of a set, each with the group that is held out together: its scene, or itself.</summary>
    private static IEnumerable<(string Group, Example Example)> Rated(string path, DataRecipe data, int source, long seed)
    {
        var named = data.Set!.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, data.Set) : data.Set;
        var set = DataSets.Load(named, data.Root);
        set = data.Split is { } split ? set.Of(split) : set;
        var (low, high) = set.ScoreRange is { } range ? (range.Low, range.High) : (set.Items.Min(item => item.Score), set.Items.Max(item => item.Score));
        if (high <= low)
        {
            throw new BadInputException(data.Set, "all scores are the same: there is nothing to learn");
        }

        var names = Splits.Names(set.Items);
        var chosen = data.Limit is { } limit ? new Seeds(seed, "limit").Shuffled(Enumerable.Range(0, names.Length)).Take(limit) : Enumerable.Range(0, names.Length);
        foreach (var i in chosen)
        {
            var item = set.Items[i];
            var share = (float)((item.Score - low) / (high - low));
            var people = item.Ratings?.Sum();
            yield return (item.Scene ?? names[i], new Example(names[i], () => Image.Load(item.Image), source, set.HigherIsBetter ? share : 1 - share, Ratings: item.Ratings?.Select(count => count / (float)people!).ToArray()));
        }
    }

    /// <summary>How often an image is seen: of a weight of 1.5, once or twice.</summary>
    private static int Times(double weight, string name, long seed) => (int)weight + (new Seeds(seed, "weight", name).Unit() < weight % 1 ? 1 : 0);
}
