using IqaSharp.Training.Data.Sources;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data;

/// <summary>Finds everything that a recipe learns from. No rated image is decoded yet.</summary>
internal static class ExampleLoader
{
    /// <param name="path">The recipe's file.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="cache">The folder for pseudo-labels.</param>
    /// <param name="view">Receives progress.</param>
    /// <param name="heldOutOnly">Whether photographs that are not held out are left out, so that no metric has to score them.</param>
    public static Examples Load(string path, Recipe recipe, string cache, ITrainingView view, bool heldOutOnly = false)
    {
        var (examples, sources) = (new ExampleCollector(), new List<IExampleSource>());
        foreach (var (index, data) in recipe.Data.Index())
        {
            var scale = data.RatedBy is { } rater ? recipe.Data.Index().First(other => other.Item.RatedBy == rater).Index : index;
            sources.Add(ExampleSources.Of(data, new SourceContext(path, index, scale, recipe.DataSeed ?? recipe.Seed, data.Validation, cache, view, heldOutOnly || data.Test)));
            examples.Testing = data.Test;
            sources[^1].AddTo(examples);
        }

        return examples.ToExamples(sources);
    }
}
