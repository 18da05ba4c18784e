using IqaSharp.Core;
using IqaSharp.Networks;
using IqaSharp.Networks.Dists;
using IqaSharp.Networks.FeatureDistances;
using IqaSharp.Networks.Lpips;
using IqaSharp.Training.Data;

namespace IqaSharp.Training.Tasks.FeatureDistances;

/// <summary>How LPIPS and DISTS are trained: the weights of the sum alone, on differences between features of a frozen backbone.</summary>
internal static class FeatureDistanceTraining
{
    private const string Backbone = "backbone.";

    public static TrainingArchitecture Lpips { get; } = Of(LpipsArchitecture.Record.Name, config => new LpipsNetwork((LpipsConfig)config));

    public static TrainingArchitecture Dists { get; } = Of(DistsArchitecture.Record.Name, config => new DistsNetwork((DistsConfig)config));

    private static TrainingArchitecture Of(string name, Func<NetworkConfig, IFeatureDistance> network) => new(name, (config, setup) => Create(name, config, network(config), setup));

    private static PreparedTask Create(string name, NetworkConfig config, IFeatureDistance network, TaskSetup setup)
    {
        if (setup.Examples.All.FirstOrDefault(example => example is RatedPhotograph) is { } alone)
        {
            throw new BadInputException(setup.RecipeFile, $"{name} compares images with references, and {alone.Name} has none: its data is choices, or photographs to distort or restore");
        }

        var parameters = setup.Parameters(config);
        var weights = parameters.ToTensors();
        using var mapper = new FeatureDistanceMapper(name, network, weights, setup.Examples.All);
        var maps = setup.Maps(mapper, new { name, network.Length, settings = Architecture.Of(config).WriteConfiguration(config).ToJsonString() }, weights.Where(w => w.Key.StartsWith(Backbone, StringComparison.Ordinal)));
        return new(new FeatureDistanceTrainingTask(config, network, parameters, maps), maps.Bad);
    }
}
