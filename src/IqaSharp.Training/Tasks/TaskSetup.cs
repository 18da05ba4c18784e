using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks;
using IqaSharp.Training.Data;
using IqaSharp.Training.Maps;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using TorchSharp;
using Device = TorchSharp.torch.Device;
using Tensor = IqaSharp.Core.Tensor;

namespace IqaSharp.Training.Tasks;

/// <summary>What a training task is built from.</summary>
/// <param name="RecipeFile">The recipe's path.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="Examples">The images.</param>
/// <param name="Cache">The folder of everything that is computed once.</param>
/// <param name="View">Receives progress.</param>
/// <param name="Device">Where the network is trained.</param>
internal sealed record TaskSetup(string RecipeFile, Recipe Recipe, Examples Examples, string Cache, ITrainingView View, Device Device)
{
    /// <summary>What computes the frozen part of a network, on many threads at once: on the CPU, one single-threaded network a core is the fastest.</summary>
    public IEngine Engine => Device.type == DeviceType.CPU ? new OnnxEngine(threads: 1) : new TorchEngine(Device);

    /// <summary>A network's parameters, with the weights that the recipe starts from.</summary>
    public TorchParameters Parameters(NetworkConfig config)
    {
        var parameters = new TorchParameters(config.Parameters(), Recipe.Seed, Device);
        foreach (var start in Recipe.Start)
        {
            using var checkpoint = CheckpointFile.Open(RecipeModels.Find(RecipeFile, start.File));
            if (Load(parameters, checkpoint, start.Prefix) == 0)
            {
                throw new BadInputException(checkpoint.Source, "holds none of the network's parameters");
            }
        }

        foreach (var prefix in Recipe.Zero)
        {
            if (parameters.Clear(prefix) == 0)
            {
                throw new BadInputException(RecipeFile, $"zero: no parameter of the network begins with '{prefix}'");
            }
        }

        return parameters;
    }

    private static int Load(TorchParameters parameters, Checkpoint checkpoint, string prefix)
    {
        try
        {
            return parameters.Load(checkpoint.Tensors, prefix);
        }
        catch (BadInputException e)
        {
            throw new BadInputException(checkpoint.Source, e.Message, e);
        }
    }

    /// <summary>Requires that the weights that a recipe starts from are there.</summary>
    /// <exception cref="BadInputException">A file, or a model of that name, is not there.</exception>
    public static void RequireStart(string recipeFile, Recipe recipe) => recipe.Start.ToList().ForEach(start => RecipeModels.Find(recipeFile, start.File));

    /// <summary>The maps of all images, from the cache as far as they are there.</summary>
    /// <param name="mapper">Computes what the cache lacks.</param>
    /// <param name="settings">The settings that the maps depend on.</param>
    /// <param name="weights">The weights that they depend on.</param>
    public CachedMaps Maps(IMapper mapper, object settings, IEnumerable<KeyValuePair<string, Tensor>> weights)
    {
        var (before, used) = (0, weights.ToList());
        return new CachedMaps(Examples.All, images =>
        {
            var maps = MapCache.Open(Path.Combine(Cache, Digest(settings, used, images)), mapper, images, done => View.Caching("computing once", before + done, Examples.All.Count));
            before += images.Count;
            return maps;
        });
    }

    /// <summary>Names a cache by everything that its content depends on.</summary>
    public static string Digest(object settings, IEnumerable<KeyValuePair<string, Tensor>> weights, IReadOnlyList<Example> examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\n'));
        Add(JsonSerializer.Serialize(settings));
        foreach (var (name, values) in weights.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            Add(name);
            hash.AppendData(values.Bytes.Span);
        }

        foreach (var example in examples)
        {
            Add($"{example.Name}\t{example.Content}");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
