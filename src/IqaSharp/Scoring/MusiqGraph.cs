using IqaSharp.Networks;
using IqaSharp.Scoring.Onnx;
using IqaSharp.Weights;

namespace IqaSharp.Scoring;

/// <summary>MUSIQ as ONNX graphs: the whole, as it is exported, and the two stages that scoring runs.</summary>
internal static class MusiqGraph
{
    public const string Patches = "patches";
    public const string Features = "features";
    public const string Positions = "positions";
    public const string Scales = "scales";

    private const string Tokens = "tokens";

    /// <summary>The name of the output: a score or a distribution.</summary>
    public static string Result(MusiqConfig c) => c.IsDistribution ? "distribution" : "score";

    /// <summary>patches [tokens, 3, 32, 32], positions [tokens], scales [tokens] → the result [1, outputs].</summary>
    public static OnnxGraph Whole(MusiqConfig c, IReadOnlyDictionary<string, Tensor> weights, OnnxOps ops)
    {
        var graph = new OnnxGraph();
        var (patches, positions, scales) = (PatchInput(graph), graph.IntegerInput(Positions, Tokens), graph.IntegerInput(Scales, Tokens));
        graph.Output(Result(c), Musiq.Score(new OnnxNet(graph, weights, ops), patches, positions, scales, c), 1, c.Outputs);
        return graph;
    }

    /// <summary>patches [tokens, 3, 32, 32] → features [tokens, hidden].</summary>
    public static OnnxGraph PatchEncoder(MusiqConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        graph.Output(Features, Musiq.EncodePatches(new OnnxNet(graph, weights, OnnxOps.Fused), PatchInput(graph), c), Tokens, c.Hidden);
        return graph;
    }

    /// <summary>features [tokens, hidden], positions [tokens], scales [tokens] → the result [1, outputs].</summary>
    public static OnnxGraph Transformer(MusiqConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        var (features, positions, scales) = (graph.FloatInput(Features, Tokens, c.Hidden), graph.IntegerInput(Positions, Tokens), graph.IntegerInput(Scales, Tokens));
        graph.Output(Result(c), Musiq.ScoreTokens(new OnnxNet(graph, weights, OnnxOps.Fused), features, positions, scales, c), 1, c.Outputs);
        return graph;
    }

    private static OnnxValue PatchInput(OnnxGraph graph) => graph.FloatInput(Patches, Tokens, 3, MusiqConfig.Patch, MusiqConfig.Patch);
}
