using System.Text.Json;
using System.Text.Json.Nodes;
using IqaSharp.Networks;

namespace IqaSharp.Weights;

/// <summary>Makes models of published checkpoints.</summary>
public static class ModelConverter
{
    private const string Paper = "Ke, Wang, Wang, Milanfar, Yang, \"MUSIQ: Multi-scale Image Quality Transformer\", ICCV 2021";

    /// <summary>Converts a MUSIQ checkpoint (<c>.npz</c> with Flax names; <c>.pth</c>, <c>.pth.tar</c> or <c>.safetensors</c> with PyTorch names) into a model file.</summary>
    /// <param name="input">The checkpoint.</param>
    /// <param name="output">The model file; appears whole or not at all.</param>
    /// <param name="options">What the checkpoint does not say.</param>
    /// <returns>The card, and how many entries were left out because they are no weights.</returns>
    /// <exception cref="BadWeightsException">The checkpoint cannot be read, or is not a MUSIQ.</exception>
    public static Conversion ConvertMusiq(string input, string output, ConversionOptions options)
    {
        using var checkpoint = CheckpointFile.Open(input);
        var weights = NamedWeights.Of(checkpoint);
        var former = checkpoint.Metadata.ContainsKey(ModelCard.MetadataKey) ? ModelCard.Of(checkpoint) : null;
        var config = former is null
            ? MusiqWeights.Infer(checkpoint.Source, weights.Tensors, options, options.Semantics ?? weights.Semantics, weights.Heads)
            : Overridden(Model.ConfigurationOf(former, checkpoint.Source), options);
        WeightCheck.Require(checkpoint.Source, MusiqWeights.Of(config), weights.Tensors);

        var card = new ModelCard
        {
            Name = options.Name ?? Path.GetFileNameWithoutExtension(output),
            Architecture = MusiqWeights.Architecture,
            Configuration = (JsonObject)JsonSerializer.SerializeToNode(config, CardJson.Default.MusiqConfig)!,
            Range = options.Range ?? former?.Range ?? (config.IsDistribution ? new ScoreRange(1, config.Outputs) : null),
            Trained = options.Trained && (former?.Trained ?? true),
            Description = options.Description ?? former?.Description,
            Paper = Paper,
            Licence = options.Licence ?? former?.Licence,
            Origin = options.Origin ?? former?.Origin ?? Path.GetFileName(input),
            Correlations = options.Correlations.Count > 0 ? options.Correlations : former?.Correlations ?? [],
        };
        var tensors = options.Half ? weights.Tensors.ToDictionary(t => t.Key, t => t.Value.ToHalf()) : weights.Tensors;
        SafeTensors.Write(output, tensors, new Dictionary<string, string> { [ModelCard.MetadataKey] = card.ToJson() });
        return new Conversion(card, config, weights.Tensors.Values.Sum(t => (long)t.Length), weights.Ignored);
    }

    private static MusiqConfig Overridden(MusiqConfig c, ConversionOptions given) => c with
    {
        Semantics = given.Semantics ?? c.Semantics,
        Scales = given.Scales ?? c.Scales,
        Native = given.Native ?? c.Native,
        Heads = given.Heads ?? c.Heads,
    };
}
