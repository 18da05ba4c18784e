using IqaSharp.Networks;

namespace IqaSharp.Weights;

/// <summary>What MUSIQ wants of a checkpoint, and what a checkpoint's shapes say of MUSIQ.</summary>
internal static class MusiqWeights
{
    public const string Architecture = "musiq";

    private const string Encoder = "transformer_encoder";

    // A torch checkpoint does not show into how many heads a projection falls: all published ones have six.
    private const int PublishedHeads = 6;

    private static readonly int[] PublishedScales = [224, 384];

    /// <summary>The parameters of a MUSIQ.</summary>
    public static IReadOnlyList<ParameterSpec> Of(MusiqConfig c) => ParameterList.Of(net => Musiq.Score(net, net, net, net, c));

    /// <summary>The settings that tensor shapes tell, completed by what was given and by what is published.</summary>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="tensors">By PyTorch name.</param>
    /// <param name="given">What the user said.</param>
    /// <param name="semantics">Whose arithmetic the weights mean.</param>
    /// <param name="heads">Attention heads where the checkpoint shows them.</param>
    /// <exception cref="BadWeightsException">A tensor that tells a setting is missing, or the settings contradict one another.</exception>
    public static MusiqConfig Infer(string source, IReadOnlyDictionary<string, Tensor> tensors, ConversionOptions given, MusiqSemantics semantics, int? heads)
    {
        var head = tensors.ContainsKey("head.0.weight") ? "head.0.weight" : "head.weight";
        var scaleCount = Side(source, tensors, $"{Encoder}.scaleembed_input.scale_emb", ^2);
        var native = given.Native ?? true;
        var config = new MusiqConfig
        {
            Hidden = Side(source, tensors, "embedding.weight", 0),
            MlpDim = Side(source, tensors, $"{Encoder}.transformer.encoderblock_0.mlp.fc1.weight", 0),
            Layers = LayerCount(tensors),
            Grid = (int)Math.Round(Math.Sqrt(Side(source, tensors, $"{Encoder}.posembed_input.position_emb", ^2))),
            Outputs = Side(source, tensors, head, 0),
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

    private static int Side(string source, IReadOnlyDictionary<string, Tensor> tensors, string name, Index dimension)
    {
        if (!tensors.TryGetValue(name, out var tensor))
        {
            throw new BadWeightsException(source, $"not a MUSIQ: it has no {name}");
        }

        var offset = dimension.GetOffset(tensor.Shape.Length);
        return offset >= 0 && offset < tensor.Shape.Length
            ? tensor.Shape[offset]
            : throw new BadWeightsException(source, $"not a MUSIQ: {name} has the shape {WeightCheck.Text(tensor.Shape)}");
    }

    private static int LayerCount(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var layers = 0;
        while (tensors.ContainsKey($"{Encoder}.transformer.encoderblock_{layers}.norm1.weight"))
        {
            layers++;
        }

        return layers;
    }
}
