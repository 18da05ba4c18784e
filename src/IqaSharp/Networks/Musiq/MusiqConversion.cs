using System.Text.Json.Nodes;
using IqaSharp.Core;

namespace IqaSharp.Networks.Musiq;

/// <summary>How published checkpoints become a MUSIQ. Settings that cannot be read from the checkpoint take the published values, which are the defaults:
/// six heads, scales of 224 and 384 pixels, and the image at its own size.</summary>
internal static class MusiqConversion
{
    private const string Encoder = "transformer_encoder";
    private const string ScaleEmbedding = Encoder + ".scaleembed_input.scale_emb";

    /// <summary>The weights under PyTorch's names, which say whose numerics they expect: Google's where the names were Flax's, else the PyTorch port's.</summary>
    public static NamedWeights Rename(NamedWeights checkpoint)
    {
        var isFlax = checkpoint.Tensors.Keys.Any(FlaxMusiq.IsWeight);
        var weights = isFlax ? FlaxMusiq.Rename(checkpoint) : checkpoint;
        var shown = weights.Shown.DeepClone().AsObject();
        shown["semantics"] = (isFlax ? MusiqSemantics.Google : MusiqSemantics.Pyiqa).ToString();
        if (weights.Tensors.TryGetValue(ScaleEmbedding, out var scales) && scales.Shape is [.., 1, _])
        {
            shown["scales"] = new JsonArray(); // the one there is must be the native scale
        }

        return weights with { Shown = shown };
    }

    /// <summary>Infers the remaining settings from tensor shapes.</summary>
    /// <param name="weights">By PyTorch name.</param>
    /// <param name="given">The published settings and those that the user gave.</param>
    /// <exception cref="BadWeightsException">A tensor that tells a setting is missing, or the settings contradict one another.</exception>
    public static MusiqConfig Infer(NamedWeights weights, MusiqConfig given)
    {
        int Side(string name, Index dimension) => weights.Side(name, dimension, "a MUSIQ");
        var scaleCount = Side(ScaleEmbedding, ^2);
        var config = given with
        {
            Hidden = Side("embedding.weight", 0),
            MlpDim = Side($"{Encoder}.transformer.encoderblock_0.mlp.fc1.weight", 0),
            Layers = weights.Count(Encoder + ".transformer.encoderblock_{0}.norm1.weight"),
            Grid = (int)Math.Round(Math.Sqrt(Side($"{Encoder}.posembed_input.position_emb", ^2))),
            Outputs = Side(weights.Tensors.ContainsKey("head.0.weight") ? "head.0.weight" : "head.weight", 0),
        };
        if (config.ScaleCount != scaleCount)
        {
            throw new BadWeightsException(weights.Source, $"has {scaleCount} scale embeddings, but the configuration {config.ScaleCount} scales (MusiqConfig.Scales and MusiqConfig.Native set them)");
        }

        try
        {
            config.Validate();
        }
        catch (FormatException e)
        {
            throw new BadWeightsException(weights.Source, $"not a MUSIQ that can be built: {e.Message}", e);
        }

        return config;
    }
}
