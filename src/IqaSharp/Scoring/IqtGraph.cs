using IqaSharp.Networks;
using IqaSharp.Scoring.Onnx;
using IqaSharp.Weights;

namespace IqaSharp.Scoring;

/// <summary>IQT as ONNX graphs: the whole, as it is exported, and the two stages that scoring runs.</summary>
internal static class IqtGraph
{
    public const string Crops = "crops";
    public const string Features = "features";
    public const string Distorted = "distorted";
    public const string Reference = "reference";
    public const string Remembered = "remembered";
    public const string Score = "score";

    /// <summary>distorted and reference [crops, 3, crop, crop] → score [crops, 1].</summary>
    public static OnnxGraph Whole(IqtConfig c, IReadOnlyDictionary<string, Tensor> weights, OnnxOps ops)
    {
        var graph = new OnnxGraph();
        var net = new OnnxNet(graph, weights, ops);
        var distorted = net.In("distorted_features").Named(Iqt.Features(net, CropInput(graph, Distorted, c), c));
        var reference = net.In("reference_features").Named(Iqt.Features(net, CropInput(graph, Reference, c), c));
        graph.Output(Score, Iqt.Score(net, distorted, reference, c), Crops, 1);
        return graph;
    }

    /// <summary>crops [crops, 3, crop, crop] → features [crops, channels, side, side].</summary>
    public static OnnxGraph Backbone(IqtConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        graph.Output(Features, Iqt.Features(new OnnxNet(graph, weights, OnnxOps.Fused), CropInput(graph, Crops, c), c), Shape(c));
        return graph;
    }

    /// <summary>What depends on the reference alone: reference [crops, channels, side, side] → remembered [crops, tokens, width]; null where nothing does.</summary>
    public static OnnxGraph? Memory(IqtConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        if (Iqt.Remember(new OnnxNet(graph, weights, OnnxOps.Fused), graph.FloatInput(Reference, Shape(c)), c) is not { } remembered)
        {
            return null;
        }

        graph.Output(Remembered, remembered, Crops, "tokens", c.Width);
        return graph;
    }

    /// <summary>distorted and reference [crops, channels, side, side], and what is remembered → score [crops, 1].</summary>
    public static OnnxGraph Transformer(IqtConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        var (distorted, reference) = (graph.FloatInput(Distorted, Shape(c)), graph.FloatInput(Reference, Shape(c)));
        var remembered = c.Sampling == IqtSampling.Grid ? graph.FloatInput(Remembered, Crops, "tokens", c.Width) : null;
        graph.Output(Score, Iqt.Score(new OnnxNet(graph, weights, OnnxOps.Fused), distorted, reference, remembered, c), Crops, 1);
        return graph;
    }

    private static OnnxValue CropInput(OnnxGraph graph, string name, IqtConfig c) => graph.FloatInput(name, Crops, 3, c.Crop, c.Crop);

    private static object[] Shape(IqtConfig c)
    {
        var backbone = Networks.Backbone.Of(c.Backbone);
        var side = backbone.FeatureSide(c.Crop);
        return [Crops, backbone.FeatureChannels, side, side];
    }
}
