using System.Text.Json;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Models.Conversion;

/// <summary>Makes models of published checkpoints.</summary>
public static class ModelConverter
{
    // PyTorch's batch normalisation counts its batches beside its weights.
    private const string Counter = "num_batches_tracked";

    /// <summary>Converts a checkpoint into a model file. MUSIQ: <c>.npz</c> with Flax names, or PyTorch's names in <c>.pth</c>, <c>.pth.tar</c>, <c>.safetensors</c>.
    /// IQT: the transformer's checkpoint, and the backbone's beside it. CKDN: the official <c>.pth.tar</c>. LPIPS and DISTS: torchvision's file of the backbone,
    /// which the authors' weights that come with the library complete; or their own file of weights, and the backbone's beside it; or one of both. A model is converted too, and keeps its card.</summary>
    /// <param name="architecture">The name of one of <see cref="Architecture.All"/>.</param>
    /// <param name="input">The checkpoint.</param>
    /// <param name="output">The model file; appears whole or not at all.</param>
    /// <param name="options">What the checkpoint does not say.</param>
    /// <returns>The card, and how many entries were left out because they are no weights.</returns>
    /// <exception cref="BadWeightsException">The checkpoint cannot be read, or is of another architecture, or tensors hold NaN or infinities; the message names them.</exception>
    public static ConversionResult Convert(string architecture, string input, string output, ConversionOptions options)
    {
        var network = Architecture.Find(architecture) ?? throw new ArgumentException($"there is no architecture '{architecture}'", nameof(architecture));
        using var checkpoint = CheckpointFile.Open(input);
        using var backbone = options.Backbone is null ? null : CheckpointFile.Open(options.Backbone);
        var former = checkpoint.Metadata.ContainsKey(ModelCard.MetadataKey) ? ModelCard.Of(checkpoint) : null;
        if (former is not null && former.Architecture != architecture)
        {
            throw new BadWeightsException(checkpoint.Source, $"is a model of the architecture '{former.Architecture}', not '{architecture}'");
        }

        var weights = network.Rename(WithoutCounters(checkpoint), backbone is null ? null : WithoutCounters(backbone));
        var config = Configuration(network, weights, former, options);
        WeightCheck.Require(checkpoint.Source, config.Parameters(), weights.Tensors);
        WeightCheck.RequireNumbers(checkpoint.Source, weights.Tensors, "hold NaN or infinities");

        var card = Card(network, config, former, options, options.Name ?? Path.GetFileNameWithoutExtension(output)) with
        {
            Origin = options.Origin ?? former?.Origin ?? Path.GetFileName(input),
        };
        var tensors = options.Half ? weights.Tensors.ToDictionary(t => t.Key, t => t.Value.ToHalf()) : weights.Tensors;
        if (options.Half)
        {
            WeightCheck.RequireNumbers(checkpoint.Source, tensors, "hold numbers that are too large for half precision");
        }

        Model.Write(output, card, tensors);
        return new ConversionResult(card, network, config, weights.Tensors.Values.Sum(t => (long)t.Length), weights.Ignored);
    }

    private static NamedWeights WithoutCounters(Checkpoint checkpoint)
    {
        var weights = checkpoint.Tensors.Where(t => !t.Key.EndsWith(Counter, StringComparison.Ordinal)).ToDictionary(t => t.Key, t => t.Value);
        return new NamedWeights(checkpoint.Source, weights, checkpoint.Ignored + checkpoint.Tensors.Count - weights.Count);
    }

    private static NetworkConfig Configuration(Architecture network, NamedWeights weights, ModelCard? former, ConversionOptions options)
    {
        try
        {
            var config = former is null
                ? network.InferConfiguration(weights, options.Settings)
                : network.Override(Model.ConfigurationOf(former, weights.Source), options.Settings);
            config.Validate();
            return config;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new BadWeightsException(weights.Source, $"its settings cannot be used: {e.Message}", e);
        }
    }

    private static ModelCard Card(Architecture network, NetworkConfig config, ModelCard? former, ConversionOptions options, string name)
    {
        var card = ModelCard.Of(network, config, name);
        return card with
        {
            ReferenceKind = former?.ReferenceKind ?? card.ReferenceKind,
            Range = options.Range ?? former?.Range ?? card.Range,
            HigherIsBetter = former?.HigherIsBetter ?? card.HigherIsBetter,
            Trained = options.Trained && (former?.Trained ?? true),
            Description = options.Description ?? former?.Description,
            Licence = options.Licence ?? former?.Licence,
            Correlations = options.Correlations.Count > 0 ? options.Correlations : former?.Correlations ?? [],
        };
    }
}
