using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Models;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Iqt;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;
using IqaSharp.Training.Torch;

namespace IqaSharp.Training.Trainees;

/// <summary>Makes the network that a recipe speaks of, with the weights that it starts with, and computes once what does not learn.</summary>
/// <param name="path">The recipe's file.</param>
/// <param name="recipe">The recipe.</param>
/// <param name="examples">What it learns from.</param>
/// <param name="cache">The folder of what is computed once.</param>
/// <param name="view">Told how far it is.</param>
internal sealed class TraineeFactory(string path, Recipe recipe, Examples examples, string cache, ITrainingView view)
{
    /// <param name="bad">Images that cannot be used, by index, and why.</param>
    /// <exception cref="BadInputException">The settings cannot be, or the weights do not fit.</exception>
    public ITrainee Create(out IReadOnlyDictionary<int, string> bad) =>
        Model.ConfigurationOf(new ModelCard { Name = recipe.Name, Architecture = recipe.Architecture, Configuration = recipe.Network }, path) switch
        {
            MusiqConfig musiq when recipe.HeadOnly => Head(Labelled(musiq), out bad),
            MusiqConfig musiq => Scales(Labelled(musiq), out bad),
            IqtConfig { Whole: true } iqt => Pairs(iqt, out bad),
            IqtConfig => throw new BadInputException(path, "an IQT that is trained looks at whole images: network.whole is true"),
            var other => Triples((CkdnConfig)other, out bad),
        };

    private MusiqConfig Labelled(MusiqConfig config) => examples.Labels.Count > 0 ? config with { Outputs = examples.Labels.Count, Labels = examples.Labels } : config;

    private HeadTrainee Head(MusiqConfig config, out IReadOnlyDictionary<int, string> bad)
    {
        if (recipe.Frozen is not null)
        {
            throw new BadInputException(path, "head-only and frozen exclude each other");
        }

        var parameters = Parameters(config);
        var weights = parameters.ToTensors();
        var file = Path.Combine(cache, $"{Digest(new { config.Scales, config.Native, config.NativeSide, config.Semantics }, weights.Where(w => !w.Key.StartsWith("head.", StringComparison.Ordinal)), examples.All)}.f32");
        var embeddings = EmbeddingCache.Open(file, config, weights, examples.All, done => view.Caching("computing once", done, examples.All.Count));
        bad = Enumerable.Range(0, embeddings.Count).Where(i => float.IsNaN(embeddings[i][0])).ToDictionary(i => i, i => ImageCheck.Reason(examples.All[i]) ?? $"{examples.All[i].Name}: could not be read");
        return new HeadTrainee(config, parameters, embeddings);
    }

    private MusiqTrainee Scales(MusiqConfig config, out IReadOnlyDictionary<int, string> bad)
    {
        if (recipe.Frozen is not { } depth)
        {
            bad = ImageCheck.Bad(examples.All, done => view.Caching("reading", done, examples.All.Count));
            return new MusiqTrainee(config, Parameters(config), new PixelSource(config, examples.All), 0);
        }

        if (config.Backbone is null || depth < 0 || depth > config.LargestFrozenDepth)
        {
            throw new BadInputException(path, config.Backbone is null ? "frozen needs a network on a backbone" : $"frozen is between 0 and {config.LargestFrozenDepth}, where the first tap is");
        }

        var parameters = Parameters(config);
        using var mapper = new ShallowMapper(config, depth, parameters.ToTensors());
        var source = Cached(mapper, new { depth, config.Backbone, config.Scales, config.Native, config.NativeSide, config.Semantics }, parameters);
        bad = source.Bad;
        return new MusiqTrainee(config, parameters, source, depth);
    }

    private IqtTrainee Pairs(IqtConfig config, out IReadOnlyDictionary<int, string> bad)
    {
        var parameters = Parameters(config);
        using var mapper = new IqtMapper(config, parameters.ToTensors());
        var source = Cached(mapper, new { config.Backbone, config.ViewingSide, config.Crop }, parameters);
        bad = source.Bad;
        return new IqtTrainee(config, parameters, source, examples.All);
    }

    private CkdnTrainee Triples(CkdnConfig config, out IReadOnlyDictionary<int, string> bad)
    {
        var parameters = Parameters(config);
        using var mapper = new CkdnMapper(config);
        var source = Cached(mapper, new { config.Backbone, config.Crop, seen = config.Whole ? $"whole {config.ViewingSide} {config.LargestReduction}" : "middle" }, new TorchParameters(new Dictionary<string, TorchSharp.torch.Tensor>()));
        bad = source.Bad;
        return new CkdnTrainee(config, parameters, source, examples.All);
    }

    private TorchParameters Parameters(NetworkConfig config)
    {
        var parameters = new TorchParameters(config.Parameters(), recipe.Seed);
        foreach (var start in recipe.Start)
        {
            using var checkpoint = CheckpointFile.Open(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, start.File));
            if (parameters.Load(checkpoint.Tensors, start.Prefix) == 0)
            {
                throw new BadInputException(checkpoint.Source, "holds none of the network's parameters");
            }
        }

        foreach (var prefix in recipe.Zero)
        {
            if (parameters.Clear(prefix) == 0)
            {
                throw new BadInputException(path, $"zero: no parameter of the network begins with '{prefix}'");
            }
        }

        return parameters;
    }

    private CachedSource Cached(IMapper mapper, object settings, TorchParameters parameters)
    {
        var before = 0;
        var backbone = parameters.ToTensors().Where(w => w.Key.StartsWith("backbone.", StringComparison.Ordinal)).ToList();
        return new CachedSource(examples.All, own =>
        {
            var maps = MapCache.Open(Path.Combine(cache, Digest(settings, backbone, own)), mapper, own, done => view.Caching("computing once", before + done, examples.All.Count));
            before += own.Count;
            return maps;
        });
    }

    /// <summary>What is computed once depends on this.</summary>
    private static string Digest(object settings, IEnumerable<KeyValuePair<string, Tensor>> weights, IReadOnlyList<Example> examples)
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
            Add(example.Name);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
