using IqaSharp.Models;
using IqaSharp.Networks;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Tasks;
using IqaSharp.Training.Torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Runs;

/// <summary>The model file that a run writes.</summary>
internal static class TrainedModel
{
    /// <summary>Writes a model in half precision, with its card.</summary>
    public static void Write(string path, Recipe recipe, ITrainingTask task, IReadOnlyDictionary<string, Tensor> parameters, Validation? validation)
    {
        var card = ModelCard.Of(Architecture.Of(task.Configuration), task.Configuration, recipe.Name) with
        {
            Description = recipe.Description,
            Licence = recipe.Licence,
            Origin = $"iqa train, recipe {recipe.Name}",
            Correlations = validation is { Srcc: { } srcc, Plcc: { } plcc }
                ? [new Correlation($"{validation.Images} held-out images of its own training data", Math.Round(srcc, 4), Math.Round(plcc, 4), "iqa train, validation")]
                : [],
        };
        Model.Write(path, card, parameters.ToDictionary(p => p.Key, p => TorchParameters.Stored(p.Value).ToHalf()));
    }
}
