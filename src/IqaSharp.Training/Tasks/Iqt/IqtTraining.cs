using IqaSharp.Core;
using IqaSharp.Networks.Iqt;

namespace IqaSharp.Training.Tasks.Iqt;

/// <summary>How IQT is trained: on features of a frozen backbone.</summary>
internal static class IqtTraining
{
    public static TrainingArchitecture Architecture { get; } = new(IqtArchitecture.Record.Name, (config, setup) => Create((IqtConfig)config, setup));

    private static PreparedTask Create(IqtConfig config, TaskSetup setup)
    {
        if (!config.Whole)
        {
            throw new BadInputException(setup.RecipeFile, "an IQT that is trained looks at whole images: network.whole is true");
        }

        var parameters = setup.Parameters(config);
        var weights = parameters.ToTensors();
        using var mapper = new IqtMapper(config, weights, setup.Engine);
        var maps = setup.Maps(mapper, new { config.Backbone, config.ViewingSide, config.Crop }, weights.Where(w => w.Key.StartsWith("backbone.", StringComparison.Ordinal)));
        return new(new IqtTrainingTask(config, parameters, maps, setup.Examples.All), maps.Bad);
    }
}
