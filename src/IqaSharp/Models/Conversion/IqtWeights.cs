using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Networks.Iqt;

namespace IqaSharp.Models.Conversion;

/// <summary>IQT's transformer and its backbone, which the public checkpoints keep apart, and what their shapes say.</summary>
internal static class IqtWeights
{
    private const string Prefix = "backbone.";
    private const int PublishedHeads = 4;

    // What Inception-ResNet-v2 has behind the blocks that IQT looks at.
    private static readonly string[] DeeperStages = ["mixed_6a.", "repeat_1.", "mixed_7a.", "repeat_2.", "block8.", "conv2d_7b.", "classif.", "last_linear."];

    /// <summary>The transformer's tensors with the backbone's under <c>backbone.</c>.</summary>
    /// <exception cref="BadWeightsException">The backbone is missing.</exception>
    public static NamedWeights Join(string source, NamedWeights transformer, Checkpoint? backbone)
    {
        if (backbone is null)
        {
            return transformer.Tensors.Keys.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                ? transformer
                : throw new BadWeightsException(source, "holds no backbone (--backbone names the file of Inception-ResNet-v2's weights)");
        }

        var weights = NamedWeights.Of(backbone);
        var early = weights.Tensors.Where(t => !DeeperStages.Any(stage => t.Key.StartsWith(stage, StringComparison.Ordinal))).ToList();
        return transformer with
        {
            Tensors = transformer.Tensors.Concat(early.Select(t => KeyValuePair.Create(Prefix + t.Key, t.Value))).ToDictionary(t => t.Key, t => t.Value),
            Ignored = transformer.Ignored + weights.Ignored + weights.Tensors.Count - early.Count,
        };
    }

    /// <summary>The settings that tensor shapes tell.</summary>
    /// <exception cref="BadWeightsException">A tensor that tells a setting is missing, or no crop has as many tokens.</exception>
    public static IqtConfig Infer(string source, IReadOnlyDictionary<string, Tensor> tensors, ConversionOptions given)
    {
        int Side(string name, int dimension) => WeightCheck.Side(source, tensors, name, dimension, "an IQT");
        const string FirstLayer = "transformer.encoder.layers.0.";
        var heads = given.Heads ?? PublishedHeads;
        var tokens = Side("transformer.encoder.pos_embedding", 1);
        var config = new IqtConfig
        {
            Width = Side("conv_enc.weight", 0),
            Layers = WeightCheck.Count(tensors, "transformer.encoder.layers.{0}.layer_norm1.weight"),
            Heads = heads,
            HeadWidth = Side(FirstLayer + "self_attn.W_Q.weight", 0) / heads,
            FeedForward = Side(FirstLayer + "pos_ffn.conv1.weight", 0),
            HeadHidden = Side("projection.0.weight", 0),
            CausalDecoder = given.CausalDecoder ?? true,
        };

        // Published crops are multiples of 32; the number of tokens tells which.
        var crops = Enumerable.Range(1, 32).Select(i => 32 * i).Where(crop => (config with { Crop = crop }).Tokens == tokens).ToList();
        return crops.Count > 0
            ? config with { Crop = crops[0] }
            : throw new BadWeightsException(source, $"has {tokens} tokens, as many as no crop gives");
    }
}
