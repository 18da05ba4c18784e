using IqaSharp.Core;
using IqaSharp.Models;
using IqaSharp.Networks;
using IqaSharp.Training.Tasks.Ckdn;
using IqaSharp.Training.Tasks.FeatureDistances;
using IqaSharp.Training.Tasks.Iqt;
using IqaSharp.Training.Tasks.Musiq;

namespace IqaSharp.Training.Tasks;

/// <summary>How a network is trained. One line in <see cref="All"/> adds it.</summary>
/// <param name="Name">The architecture's name in recipes and cards.</param>
/// <param name="Create">Builds the training task, and computes once what does not learn.</param>
internal sealed record TrainingArchitecture(string Name, Func<NetworkConfig, TaskSetup, PreparedTask> Create)
{
    /// <summary>The networks that can be trained.</summary>
    public static IReadOnlyList<TrainingArchitecture> All { get; } = [MusiqTraining.Architecture, IqtTraining.Architecture, CkdnTraining.Architecture, FeatureDistanceTraining.Lpips, FeatureDistanceTraining.Dists];

    /// <summary>The training task that a recipe describes.</summary>
    /// <exception cref="BadInputException">Its settings are out of bounds, its weights do not fit, or the network cannot be trained.</exception>
    public static PreparedTask Prepare(TaskSetup setup)
    {
        var recipe = setup.Recipe;
        var config = Model.ConfigurationOf(new ModelCard { Name = recipe.Name, Architecture = recipe.Architecture, Configuration = recipe.Network }, setup.RecipeFile);
        var known = All.FirstOrDefault(architecture => architecture.Name == recipe.Architecture)
            ?? throw new BadInputException(setup.RecipeFile, $"'{recipe.Architecture}' cannot be trained: there are {string.Join(", ", All.Select(architecture => architecture.Name))}");
        return known.Create(config, setup);
    }
}
