using IqaSharp.Core;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Models.Conversion;

/// <summary>What MUSIQ wants of a checkpoint, and what a checkpoint's shapes say of MUSIQ.</summary>
internal static class MusiqWeights
{
    private const string Encoder = "transformer_encoder";

    // A torch checkpoint does not show into how many heads a projection falls: all published ones have six.
    private const int PublishedHeads = 6;

    private static readonly int[] PublishedScales = [224, 384];

    /// <summary>The settings that tensor shapes tell, completed by what was given and by what is published.</summary>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="tensors">By PyTorch name.</param>
    /// <param name="given">What the user said.</param>
    /// <param name="semantics">Whose arithmetic the weights mean.</param>
    /// <param name="heads">Attention heads where the checkpoint shows them.</param>
    /// <exception cref="BadWeightsException">A tensor that tells a setting is missing, or the settings contradict one another.</exception>
    public static MusiqConfig Infer(string source, IReadOnlyDictionary<string, Tensor> tensors, ConversionOptions given, MusiqSemantics semantics, int? heads)
    {
        int Side(string name, Index dimension) => WeightCheck.Side(source, tensors, name, dimension, "a MUSIQ");
        var head = tensors.ContainsKey("head.0.weight") ? "head.0.weight" : "head.weight";
        var scaleCount = Side($"{Encoder}.scaleembed_input.scale_emb", ^2);
        var native = given.Native ?? true;
        var config = new MusiqConfig
        {
            Hidden = Side("embedding.weight", 0),
            MlpDim = Side($"{Encoder}.transformer.encoderblock_0.mlp.fc1.weight", 0),
            Layers = WeightCheck.Count(tensors, Encoder + ".transformer.encoderblock_{0}.norm1.weight"),
            Grid = (int)Math.Round(Math.Sqrt(Side($"{Encoder}.posembed_input.position_emb", ^2))),
            Outputs = Side(head, 0),
            Heads = given.Heads ?? heads ?? PublishedHeads,
            Native = native,
            Scales = given.Scales ?? (scaleCount == (native ? 1 : 0) ? [] : PublishedScales),
            Semantics = semantics,
        };
        if (config.ScaleCount != scaleCount)
        {
            throw new BadWeightsException(source, $"has {scaleCount} scale embeddings, but the configuration {config.ScaleCount} scales (--scales and --no-native set them)");
        }

        try
        {
            config.Validate();
        }
        catch (FormatException e)
        {
            throw new BadWeightsException(source, $"not a MUSIQ that can be built: {e.Message}", e);
        }

        return config;
    }
}
