using IqaSharp.Core;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Data;

namespace IqaSharp.Training.Tasks.Musiq;

/// <summary>How MUSIQ is trained: all of it, after some frozen blocks of its backbone, or the head alone.</summary>
internal static class MusiqTraining
{
    public static TrainingArchitecture Architecture { get; } = new(MusiqArchitecture.Record.Name, (config, setup) => Create((MusiqConfig)config, setup));

    private static PreparedTask Create(MusiqConfig config, TaskSetup setup)
    {
        var labels = setup.Examples.Labels;
        config = labels.Count > 0 ? config with { Outputs = labels.Count, Labels = labels } : config;
        return setup.Recipe switch
        {
            { HeadOnly: true, Frozen: null } => Head(config, setup),
            { HeadOnly: true } => throw new BadInputException(setup.RecipeFile, "head-only and frozen exclude each other"),
            { Frozen: { } depth } => Frozen(config, depth, setup),
            _ => Whole(config, setup),
        };
    }

    private static PreparedTask Head(MusiqConfig config, TaskSetup setup)
    {
        var (parameters, images) = (setup.Parameters(config), setup.Examples.All);
        var weights = parameters.ToTensors();
        var digest = TaskSetup.Digest(new { config.Scales, config.Native, config.NativeSide, config.Semantics }, weights.Where(w => !w.Key.StartsWith("head.", StringComparison.Ordinal)), images);
        var embeddings = EmbeddingCache.Open(Path.Combine(setup.Cache, $"{digest}.f32"), config, weights, images, done => setup.View.Caching("computing once", done, images.Count));
        var bad = Enumerable.Range(0, embeddings.Count).Where(i => float.IsNaN(embeddings[i][0])).ToDictionary(i => i, i => ImageCheck.Reason(images[i]) ?? $"{images[i].Name}: could not be read");
        return new(new MusiqHeadTrainingTask(config, parameters, embeddings), bad);
    }

    private static PreparedTask Whole(MusiqConfig config, TaskSetup setup)
    {
        var images = setup.Examples.All;
        var bad = ImageCheck.Bad(images, done => setup.View.Caching("reading", done, images.Count));
        return new(new MusiqTrainingTask(config, setup.Parameters(config), new PixelMaps(config, images), 0), bad);
    }

    private static PreparedTask Frozen(MusiqConfig config, int depth, TaskSetup setup)
    {
        if (config.Backbone is null || depth < 0 || depth > config.LargestFrozenDepth)
        {
            throw new BadInputException(setup.RecipeFile, config.Backbone is null ? "frozen needs a network on a backbone" : $"frozen is between 0 and {config.LargestFrozenDepth}, where the first tap is");
        }

        var parameters = setup.Parameters(config);
        var weights = parameters.ToTensors();
        using var mapper = new ShallowMapper(config, depth, weights, setup.Engine);
        var maps = setup.Maps(mapper, new { depth, config.Backbone, config.Scales, config.Native, config.NativeSide, config.Semantics }, weights.Where(w => w.Key.StartsWith("backbone.", StringComparison.Ordinal)));
        return new(new MusiqTrainingTask(config, parameters, maps, depth), maps.Bad);
    }
}
