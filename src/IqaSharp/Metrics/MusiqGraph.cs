using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Metrics;

/// <summary>MUSIQ as ONNX graphs: the whole, as it is exported, and the two stages that scoring runs.</summary>
internal static class MusiqGraph
{
    public const string Patches = "patches";
    public const string Features = "features";
    public const string Positions = "positions";
    public const string Scales = "scales";
    public const string Scale = "scale";
    public const string Embedding = "embedding";
    public const string Contexts = "contexts";

    private const string Tokens = "tokens";

    /// <summary>The name of the output: a score or a distribution.</summary>
    public static string Result(MusiqConfig c) => c.IsDistribution ? "distribution" : "score";

    /// <summary>The whole, with the inputs that <see cref="OnnxExport"/> names → the result [1, outputs].</summary>
    public static OnnxGraph Whole(MusiqConfig c, IReadOnlyDictionary<string, Tensor> weights, OnnxOps ops)
    {
        var graph = new OnnxGraph();
        var net = new OnnxNet(graph, weights, ops);
        var images = c.Backbone is null ? [PatchInput(graph)] : Enumerable.Range(0, c.ScaleCount).Select(scale => ScaleInput(graph, ScaleName(c, scale))).ToArray();
        var (positions, scales) = (graph.IntegerInput(Positions, Tokens), graph.IntegerInput(Scales, Tokens));
        graph.Output(Result(c), c.Backbone is null ? MusiqNetwork.Score(net, images[0], positions, scales, c) : MusiqNetwork.ScoreScales(net, images, positions, scales, c), 1, c.Outputs);
        return graph;
    }

    /// <summary>The first stage of the paper: patches [tokens, 3, 32, 32] → features [tokens, hidden].</summary>
    public static OnnxGraph PatchEncoder(MusiqConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        graph.Output(Features, MusiqNetwork.EncodePatches(new OnnxNet(graph, weights, OnnxOps.Fused), PatchInput(graph), c), Tokens, c.Hidden);
        return graph;
    }

    /// <summary>The first stage on a backbone: scale [1, 3, height, width] → features [1, cells, hidden].</summary>
    public static OnnxGraph ScaleEncoder(MusiqConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        var net = new OnnxNet(graph, weights, OnnxOps.Fused);
        graph.Output(Features, MusiqNetwork.EmbedCells(net, MusiqNetwork.CellFeatures(net, ScaleInput(graph, Scale), c), c), 1, Tokens, c.Hidden);
        return graph;
    }

    /// <summary>The second stage: features [1, tokens, hidden], positions [tokens], scales [tokens] → the result [1, outputs],
    /// the embedding [1, hidden], and the tokens that it is made of, behind the class token [1, 1 + tokens, hidden].</summary>
    public static OnnxGraph Transformer(MusiqConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        var (features, positions, scales) = (graph.FloatInput(Features, 1, Tokens, c.Hidden), graph.IntegerInput(Positions, Tokens), graph.IntegerInput(Scales, Tokens));
        var net = new OnnxNet(graph, weights, OnnxOps.Fused);
        var (image, tokens) = MusiqNetwork.EmbedTokens(net, features, positions, scales, c);
        graph.Output(Result(c), MusiqNetwork.ScoreEmbedding(net, image, c), 1, c.Outputs);
        graph.Output(Embedding, image, 1, c.Hidden);
        graph.Output(Contexts, tokens, 1, "contexts", c.Hidden);
        return graph;
    }

    /// <summary>What the exported graph of a network on a backbone calls the input of a scale: <c>scale_224</c>, …, <c>native</c>.</summary>
    public static string ScaleName(MusiqConfig c, int scale) => scale < c.Scales.Count ? $"scale_{c.Scales[scale]}" : "native";

    private static OnnxValue PatchInput(OnnxGraph graph) => graph.FloatInput(Patches, Tokens, 3, MusiqConfig.Patch, MusiqConfig.Patch);

    private static OnnxValue ScaleInput(OnnxGraph graph, string name) => graph.FloatInput(name, 1, 3, $"{name}_height", $"{name}_width");
}
