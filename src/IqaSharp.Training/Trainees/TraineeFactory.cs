using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IqaSharp.Networks;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;
using IqaSharp.Training.Torch;
using IqaSharp.Weights;

namespace IqaSharp.Training.Trainees;

/// <summary>Makes the network that a recipe speaks of, with the weights that it starts with.</summary>
internal static class TraineeFactory
{
    /// <param name="path">The recipe's file.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="examples">What it learns from.</param>
    /// <param name="cache">The folder of what is computed once.</param>
    /// <param name="view">Told how far it is.</param>
    /// <param name="bad">Images that cannot be used, and why.</param>
    /// <exception cref="BadInputException">The settings cannot be, or the weights do not fit.</exception>
    public static ITrainee Create(string path, Recipe recipe, Examples examples, string cache, ITrainingView view, out IReadOnlyDictionary<int, string> bad)
    {
        var config = Configuration(path, recipe);
        config = examples.Labels.Count > 0 ? config with { Outputs = examples.Labels.Count, Labels = examples.Labels } : config;
        var parameters = new TorchParameters(config.Parameters(), recipe.Seed);
        foreach (var start in recipe.Start)
        {
            using var checkpoint = CheckpointFile.Open(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, start.File));
            if (parameters.Load(checkpoint.Tensors, start.Prefix) == 0)
            {
                throw new BadInputException(checkpoint.Source, "holds none of the network's parameters");
            }
        }

        if (recipe.HeadOnly)
        {
            var all = parameters.ToTensors();
            var file = Path.Combine(cache, $"{Digest(null, config, all, examples.All)}.f32");
            var embeddings = EmbeddingCache.Open(file, config, all, examples.All, done => view.Caching("computing once", done, examples.All.Count));
            bad = Enumerable.Range(0, embeddings.Count).Where(i => float.IsNaN(embeddings[i][0])).ToDictionary(i => i, i => ImageCheck.Reason(examples.All[i]) ?? $"{examples.All[i].Name}: could not be read before");
            return new HeadTrainee(config, parameters, embeddings);
        }

        if (recipe.Frozen is not { } depth)
        {
            bad = ImageCheck.Bad(examples.All, done => view.Caching("reading", done, examples.All.Count));
            return new MusiqTrainee(config, parameters, new PixelSource(config, examples.All), 0);
        }

        var weights = parameters.ToTensors();
        var before = 0;
        var source = new CachedSource(examples.All, own =>
        {
            var maps = MapCache.Open(Path.Combine(cache, Digest(depth, config, weights, own)), config, depth, weights, own, done => view.Caching("computing once", before + done, examples.All.Count));
            before += own.Count;
            return maps;
        });
        bad = source.Bad;
        return new MusiqTrainee(config, parameters, source, depth);
    }

    private static MusiqConfig Configuration(string path, Recipe recipe)
    {
        var card = new ModelCard { Name = recipe.Name, Architecture = recipe.Architecture, Configuration = recipe.Network };
        var config = Model.ConfigurationOf(card, path) as MusiqConfig ?? throw new BadInputException(path, $"cannot train '{recipe.Architecture}'");
        if (recipe.HeadOnly && recipe.Frozen is not null)
        {
            throw new BadInputException(path, "head-only and frozen exclude each other");
        }

        if (recipe.Frozen is { } depth && (config.Backbone is null || depth < 0 || depth > config.PatchBackbone.FirstTap(config.Taps)))
        {
            throw new BadInputException(path, config.Backbone is null ? "frozen needs a network on a backbone" : $"frozen is between 0 and {config.PatchBackbone.FirstTap(config.Taps)}, where the first tap is");
        }

        return config;
    }

    /// <summary>What is computed once depends on this: so many blocks of the backbone, or, where that is null, on all but the head.</summary>
    private static string Digest(int? depth, MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyList<Example> examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\n'));
        Add(JsonSerializer.Serialize(new { depth, config.Backbone, config.Scales, config.Native, config.NativeSide, config.Semantics }));
        foreach (var name in weights.Keys.Where(name => depth is null ? !name.StartsWith("head.", StringComparison.Ordinal) : name.StartsWith("backbone.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            Add(name);
            hash.AppendData(weights[name].Bytes.Span);
        }

        foreach (var example in examples)
        {
            Add(example.Name);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
