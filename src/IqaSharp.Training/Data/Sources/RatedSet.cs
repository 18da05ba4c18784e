using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data.Sources;

/// <summary>Images that people rated: a known data set, or a manifest.</summary>
internal sealed class RatedSet(string name, DataRecipe recipe, SourceContext context) : IExampleSource
{
    public string Title => name;

    public IReadOnlyList<string> Labels => [];

    /// <summary>A set's best rated images, each with its name, its scene and its file. What the set itself holds out under a seed is held out of them too.</summary>
    public static IEnumerable<(string Name, string Scene, string File)> Best(BestOfRecipe best, string recipeFile)
    {
        var set = Load(recipeFile, best.Set, null, best.Split);
        return Splits.Names(set.Items).Zip(set.Items, (name, item) => (Name: name, Item: item))
            .OrderByDescending(image => set.HigherIsBetter ? image.Item.Score : -image.Item.Score).ThenBy(image => image.Name, StringComparer.Ordinal)
            .Take(best.Images).Select(image => (image.Name, image.Item.Scene ?? image.Name, image.Item.Image));
    }

    public void AddTo(ExampleCollector examples)
    {
        var set = Load(context.RecipeFile, name, recipe.Root, recipe.Split);
        var (lowest, highest) = (set.Items.Min(item => item.Score), set.Items.Max(item => item.Score));
        if (highest <= lowest)
        {
            throw new BadInputException(name, "all scores are the same: there is nothing to learn");
        }

        var (low, high) = recipe.Range is [var from, var to] ? new ScoreRange(from, to) : set.ScoreRange ?? new(lowest, highest);
        if (recipe.Range is not null && (lowest < low || highest > high))
        {
            throw new BadInputException(context.RecipeFile, FormattableString.Invariant($"range: the scores of {name} are from {lowest} to {highest}, outside of {low} to {high}"));
        }

        var names = Splits.Names(set.Items);
        var all = Enumerable.Range(0, names.Length);
        foreach (var i in recipe.Limit is { } limit ? new Seeds(context.Seed, "limit").Shuffled(all).Take(limit) : all)
        {
            var item = set.Items[i];
            var share = (float)((item.Score - low) / (high - low));
            var raters = item.Ratings?.Sum();
            var example = new RatedPhotograph(names[i], () => Image.Load(item.Image), context.Index)
            {
                Content = Photographs.Content(item.Image),
                Score = set.HigherIsBetter ? share : 1 - share,
                Scale = context.Scale,
                Ratings = item.Ratings?.Select(count => count / (float)raters!).ToArray(),
            };
            var heldOut = context.IsHeldOut(item.Scene ?? example.Name);
            var index = examples.AddRated(example, Times(example.Name), heldOut);
            if (!heldOut)
            {
                examples.AddVariants(index, recipe.Variants, context.Seed);
            }
        }
    }

    private static DataSet Load(string recipeFile, string name, string? root, string? split)
    {
        var set = DataSets.Load(name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(recipeFile))!, name) : name, root);
        return split is null ? set : set.Of(split);
    }

    /// <summary>How often an epoch shows an image: with a weight of 1.5, once or twice.</summary>
    private int Times(string image) => (int)recipe.Weight + (new Seeds(context.Seed, "weight", image).Unit() < recipe.Weight % 1 ? 1 : 0);
}
