using IqaSharp.Networks.Ckdn;

namespace IqaSharp.Training.Tasks.Ckdn;

/// <summary>How CKDN is trained: all of its branches, on images that are made once.</summary>
internal static class CkdnTraining
{
    public static TrainingArchitecture Architecture { get; } = new(CkdnArchitecture.Record.Name, (config, setup) => Create((CkdnConfig)config, setup));

    private static PreparedTask Create(CkdnConfig config, TaskSetup setup)
    {
        var parameters = setup.Parameters(config);
        using var mapper = new CkdnMapper(config);
        var maps = setup.Maps(mapper, new { config.Backbone, config.Crop, seen = config.Whole ? $"whole {config.ViewingSide} {config.LargestReduction}" : "middle" }, []);
        return new(new CkdnTrainingTask(config, parameters, maps, setup.Examples.All), maps.Bad);
    }
}
