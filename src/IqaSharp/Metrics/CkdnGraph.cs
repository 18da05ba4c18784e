using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks.Ckdn;

namespace IqaSharp.Metrics;

/// <summary>CKDN as ONNX graphs: the whole, as it is exported, and the two stages that scoring runs.</summary>
internal static class CkdnGraph
{
    public const string Restored = "restored";
    public const string Reference = "reference";
    public const string Embedding = "embedding";
    public const string Score = "score";

    /// <summary>restored and, where there is such a branch, reference [1, 3, height, width] → score [1, 1].</summary>
    public static OnnxGraph Whole(CkdnConfig c, IReadOnlyDictionary<string, Tensor> weights, OnnxOps ops)
    {
        var graph = new OnnxGraph();
        var net = new OnnxNet(graph, weights, ops);
        var restored = ImageInput(graph, Restored, c);
        var embedding = c.Reference == CkdnReference.None ? null : CkdnNetwork.EmbedReference(net, ImageInput(graph, Reference, c), c);
        graph.Output(Score, CkdnNetwork.Score(net, restored, embedding, c), 1, 1);
        return graph;
    }

    /// <summary>reference [1, 3, height, width] → embedding [1, channels, height', width'].</summary>
    public static OnnxGraph ReferenceBranch(CkdnConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        graph.Output(Embedding, CkdnNetwork.EmbedReference(new OnnxNet(graph, weights, OnnxOps.Fused), ImageInput(graph, Reference, c), c), EmbeddingShape(c));
        return graph;
    }

    /// <summary>restored [1, 3, height, width] and, where there is such a branch, embedding → score [1, 1].</summary>
    public static OnnxGraph Predictor(CkdnConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        var restored = ImageInput(graph, Restored, c);
        var embedding = c.Reference == CkdnReference.None ? null : graph.FloatInput(Embedding, EmbeddingShape(c));
        graph.Output(Score, CkdnNetwork.Score(new OnnxNet(graph, weights, OnnxOps.Fused), restored, embedding, c), 1, 1);
        return graph;
    }

    /// <summary>Everything that training looks at, for tests.</summary>
    public static OnnxGraph Training(CkdnConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        var net = new OnnxNet(graph, weights, OnnxOps.Standard);
        var images = new[] { "restored", "other", "degraded", "pristine" }.Select(name => ImageInput(graph, name, c)).ToArray();
        var training = CkdnNetwork.Train(net, images[0], images[1], images[2], images[3], c);
        (string Name, OnnxValue? Value)[] outputs =
        [
            ("dr", training.Degraded), ("fr", training.Pristine), ("nr", training.Preference), ("dte_degraded", training.DegradedEmbedding), ("dte_pristine", training.PristineEmbedding),
        ];
        foreach (var (name, value) in outputs)
        {
            if (value is not null)
            {
                graph.Output(name, value);
            }
        }

        return graph;
    }

    private static OnnxValue ImageInput(OnnxGraph graph, string name, CkdnConfig c) => c.Whole ? graph.FloatInput(name, 1, 3, "height", "width") : graph.FloatInput(name, 1, 3, c.Crop, c.Crop);

    private static object[] EmbeddingShape(CkdnConfig c) => [1, c.EmbeddingChannels, "rows", "columns"];
}
