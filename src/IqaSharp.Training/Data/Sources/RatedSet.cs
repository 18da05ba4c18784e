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

    public void AddTo(ExampleCollector examples)
    {
        var set = DataSets.Load(name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(context.RecipeFile))!, name) : name, recipe.Root);
        set = recipe.Split is { } split ? set.Of(split) : set;
        var (low, high) = set.ScoreRange is { } range ? (range.Low, range.High) : (set.Items.Min(item => item.Score), set.Items.Max(item => item.Score));
        if (high <= low)
        {
            throw new BadInputException(name, "all scores are the same: there is nothing to learn");
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

    /// <summary>How often an epoch shows an image: with a weight of 1.5, once or twice.</summary>
    private int Times(string image) => (int)recipe.Weight + (new Seeds(context.Seed, "weight", image).Unit() < recipe.Weight % 1 ? 1 : 0);
}
