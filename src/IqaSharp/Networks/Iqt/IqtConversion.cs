using System.Text.Json.Nodes;
using IqaSharp.Core;

namespace IqaSharp.Networks.Iqt;

/// <summary>How published checkpoints, which keep the transformer and its backbone apart, become an IQT.</summary>
internal static class IqtConversion
{
    private const string Prefix = "backbone.";

    // The stages of Inception-ResNet-v2 after the blocks that IQT looks at.
    private static readonly string[] DeeperStages = ["mixed_6a.", "repeat_1.", "mixed_7a.", "repeat_2.", "block8.", "conv2d_7b.", "classif.", "last_linear."];

    /// <summary>The transformer's tensors with the backbone's under <c>backbone.</c>. Unless the user says otherwise the decoder is masked, as in the port that public checkpoints are of.</summary>
    /// <exception cref="BadWeightsException">The backbone is missing.</exception>
    public static NamedWeights Join(NamedWeights transformer, NamedWeights? backbone)
    {
        var weights = transformer with { Shown = new JsonObject { ["causalDecoder"] = true } };
        if (backbone is null)
        {
            return transformer.Tensors.Keys.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                ? weights
                : throw new BadWeightsException(transformer.Source, "holds no backbone (the parameter backbone names the file of Inception-ResNet-v2's weights)");
        }

        var early = backbone.Tensors.Where(t => !DeeperStages.Any(stage => t.Key.StartsWith(stage, StringComparison.Ordinal))).ToList();
        return weights with
        {
            Tensors = transformer.Tensors.Concat(early.Select(t => KeyValuePair.Create(Prefix + t.Key, t.Value))).ToDictionary(t => t.Key, t => t.Value),
            Ignored = transformer.Ignored + backbone.Ignored + backbone.Tensors.Count - early.Count,
        };
    }

    /// <summary>Completes settings by what tensor shapes tell.</summary>
    /// <exception cref="BadWeightsException">A tensor that tells a setting is missing, or no crop has as many tokens.</exception>
    public static IqtConfig Infer(NamedWeights weights, IqtConfig given)
    {
        int Side(string name, int dimension) => weights.Side(name, dimension, "an IQT");
        const string FirstLayer = "transformer.encoder.layers.0.";
        var tokens = Side("transformer.encoder.pos_embedding", 1);
        var config = given with
        {
            Width = Side("conv_enc.weight", 0),
            Layers = weights.Count("transformer.encoder.layers.{0}.layer_norm1.weight"),
            HeadWidth = Side(FirstLayer + "self_attn.W_Q.weight", 0) / given.Heads,
            FeedForward = Side(FirstLayer + "pos_ffn.conv1.weight", 0),
            HeadHidden = Side("projection.0.weight", 0),
        };

        // Published crops are multiples of 32; the number of tokens tells which.
        var crops = Enumerable.Range(1, 32).Select(i => 32 * i).Where(crop => (config with { Crop = crop }).Tokens == tokens).ToList();
        return crops.Count > 0
            ? config with { Crop = crops[0] }
            : throw new BadWeightsException(weights.Source, $"has {tokens} tokens, as many as no crop gives");
    }
}
