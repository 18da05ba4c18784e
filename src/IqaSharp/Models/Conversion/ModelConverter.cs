using System.Text.Json;
using System.Text.Json.Nodes;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Iqt;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Models.Conversion;

/// <summary>Makes models of published checkpoints.</summary>
public static class ModelConverter
{
    /// <summary>Converts a checkpoint into a model file. MUSIQ: <c>.npz</c> with Flax names, or PyTorch's names in <c>.pth</c>, <c>.pth.tar</c>, <c>.safetensors</c>.
    /// IQT: the transformer's checkpoint, and the backbone's beside it. CKDN: the official <c>.pth.tar</c>. A model is converted too, and keeps its card.</summary>
    /// <param name="architecture">One of <see cref="Architectures"/>.</param>
    /// <param name="input">The checkpoint.</param>
    /// <param name="output">The model file; appears whole or not at all.</param>
    /// <param name="options">What the checkpoint does not say.</param>
    /// <returns>The card, and how many entries were left out because they are no weights.</returns>
    /// <exception cref="BadWeightsException">The checkpoint cannot be read, or is of another architecture.</exception>
    public static ConversionResult Convert(string architecture, string input, string output, ConversionOptions options)
    {
        using var checkpoint = CheckpointFile.Open(input);
        using var backbone = options.Backbone is null ? null : CheckpointFile.Open(options.Backbone);
        var former = checkpoint.Metadata.ContainsKey(ModelCard.MetadataKey) ? ModelCard.Of(checkpoint) : null;
        if (former is not null && former.Architecture != architecture)
        {
            throw new BadWeightsException(checkpoint.Source, $"is a model of the architecture '{former.Architecture}', not '{architecture}'");
        }

        var weights = NamedWeights.Of(checkpoint);
        weights = architecture == Architectures.Iqt ? IqtWeights.Join(checkpoint.Source, weights, backbone) : weights;
        var config = former is null ? Infer(architecture, checkpoint.Source, weights, options) : Overridden(Model.ConfigurationOf(former, checkpoint.Source), options);
        WeightCheck.Require(checkpoint.Source, config.Parameters(), weights.Tensors);

        var card = Card(architecture, config, former, options) with
        {
            Name = options.Name ?? Path.GetFileNameWithoutExtension(output),
            Origin = options.Origin ?? former?.Origin ?? Path.GetFileName(input),
        };
        var tensors = options.Half ? weights.Tensors.ToDictionary(t => t.Key, t => t.Value.ToHalf()) : weights.Tensors;
        SafeTensors.Write(output, tensors, new Dictionary<string, string> { [ModelCard.MetadataKey] = card.ToJson() });
        return new ConversionResult(card, config, weights.Tensors.Values.Sum(t => (long)t.Length), weights.Ignored);
    }

    private static NetworkConfig Infer(string architecture, string source, NamedWeights weights, ConversionOptions options) => architecture switch
    {
        Architectures.Musiq => MusiqWeights.Infer(source, weights.Tensors, options, options.Semantics ?? weights.Semantics, weights.Heads),
        Architectures.Iqt => IqtWeights.Infer(source, weights.Tensors, options),
        Architectures.Ckdn => new CkdnConfig(),
        _ => throw new ArgumentException($"there is no architecture '{architecture}'", nameof(architecture)),
    };

    private static NetworkConfig Overridden(NetworkConfig config, ConversionOptions given) => config switch
    {
        MusiqConfig musiq => musiq with
        {
            Semantics = given.Semantics ?? musiq.Semantics,
            Scales = given.Scales ?? musiq.Scales,
            Native = given.Native ?? musiq.Native,
            Heads = given.Heads ?? musiq.Heads,
        },
        IqtConfig iqt => iqt with { CausalDecoder = given.CausalDecoder ?? iqt.CausalDecoder },
        _ => config,
    };

    private static ModelCard Card(string architecture, NetworkConfig config, ModelCard? former, ConversionOptions options) => new()
    {
        Name = "",
        Architecture = architecture,
        Configuration = (JsonObject)JsonSerializer.SerializeToNode(config, config.GetType(), CardJson.Default)!,
        ReferenceKind = former?.ReferenceKind ?? NetworkFacts.Of(config).ReferenceKind,
        Range = options.Range ?? former?.Range ?? NetworkFacts.Of(config).Range,
        SmallestSide = NetworkFacts.Of(config).SmallestSide,
        Trained = options.Trained && (former?.Trained ?? true),
        Description = options.Description ?? former?.Description,
        Paper = NetworkFacts.Of(config).Paper,
        Licence = options.Licence ?? former?.Licence,
        Correlations = options.Correlations.Count > 0 ? options.Correlations : former?.Correlations ?? [],
    };
}
