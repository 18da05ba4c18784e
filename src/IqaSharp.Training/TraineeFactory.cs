using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IqaSharp.Networks;
using IqaSharp.Training.Data;
using IqaSharp.Training.Musiq;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using IqaSharp.Weights;

namespace IqaSharp.Training;

/// <summary>Makes the network that a recipe speaks of, with the weights that it starts with.</summary>
internal static class TraineeFactory
{
    /// <param name="path">The recipe's file.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="examples">What it learns from.</param>
    /// <param name="cache">The folder of what is computed once.</param>
    /// <param name="progress">Told how many images are computed.</param>
    /// <exception cref="BadInputException">The settings cannot be, or the weights do not fit.</exception>
    public static ITrainee Create(string path, Recipe recipe, Examples examples, string cache, Action<int> progress)
    {
        var config = Configuration(path, recipe);
        var specs = config.Parameters();
        var parameters = new TorchParameters(specs, recipe.Seed);
        foreach (var start in recipe.Start)
        {
            using var checkpoint = CheckpointFile.Open(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, start.File));
            if (parameters.Load(checkpoint.Tensors, start.Prefix) == 0)
            {
                throw new BadInputException(checkpoint.Source, "holds none of the network's parameters");
            }
        }

        if (recipe.Frozen is not { } depth)
        {
            return new MusiqTrainee(config, parameters, new PixelSource(config, examples.All), 0);
        }

        var weights = parameters.ToTensors();
        var bad = new List<BadInputException>();
        var source = new CachedSource(examples.All, own => MapCache.Open(Path.Combine(cache, Digest(depth, config, weights, own)), config, depth, weights, own, progress, bad.Add));
        return new MusiqTrainee(config, parameters, source, depth);
    }

    private static MusiqConfig Configuration(string path, Recipe recipe)
    {
        var card = new ModelCard { Name = recipe.Name, Architecture = recipe.Architecture, Configuration = recipe.Network };
        return (MusiqConfig)Model.ConfigurationOf(card, path);
    }

    /// <summary>What the maps depend on.</summary>
    private static string Digest(int depth, MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyList<Example> examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\n'));
        Add(JsonSerializer.Serialize(new { depth, config.Backbone, config.Scales, config.Native, config.NativeSide, config.Semantics }));
        foreach (var name in weights.Keys.Where(name => name.StartsWith("backbone.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
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
