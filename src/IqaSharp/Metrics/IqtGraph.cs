using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks.Iqt;

namespace IqaSharp.Metrics;

/// <summary>IQT as ONNX graphs: the whole, as it is exported, and the two stages that scoring runs.</summary>
internal static class IqtGraph
{
    public const string Crops = "crops";
    public const string Features = "features";
    public const string Distorted = "distorted";
    public const string Reference = "reference";
    public const string Remembered = "remembered";
    public const string Positions = "positions";
    public const string Score = "score";

    /// <summary>distorted and reference [crops, 3, crop, crop] → score [crops, 1]; for a network that looks at whole images they are [1, 3, height, width], and positions [crops, side²] say what the crops are.</summary>
    public static OnnxGraph Whole(IqtConfig c, IReadOnlyDictionary<string, Tensor> weights, OnnxOps ops)
    {
        var graph = new OnnxGraph();
        var net = new OnnxNet(graph, weights, ops);
        var (seenDistorted, seenReference) = (ImageInput(graph, Distorted, c), ImageInput(graph, Reference, c));
        var positions = c.Whole ? graph.IntegerInput(Positions, Crops, c.Side * c.Side) : null;
        OnnxValue Features(OnnxValue image) => positions is null ? IqtNetwork.Features(net, image, c) : IqtNetwork.CropFeatures(net, image, positions, c);
        var distorted = net.In("distorted_features").Named(Features(seenDistorted));
        var reference = net.In("reference_features").Named(Features(seenReference));
        graph.Output(Score, IqtNetwork.Score(net, distorted, reference, c), Crops, 1);
        return graph;
    }

    /// <summary>crops [crops, 3, crop, crop] → features [crops, channels, side, side]; a whole image's are larger.</summary>
    public static OnnxGraph Backbone(IqtConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        graph.Output(Features, IqtNetwork.Features(new OnnxNet(graph, weights, OnnxOps.Fused), ImageInput(graph, Crops, c), c), c.Whole ? [1, c.FeatureChannels, "rows", "columns"] : Shape(c));
        return graph;
    }

    /// <summary>What depends on the reference alone: reference [crops, channels, side, side] → remembered [crops, tokens, width]; null where nothing does.</summary>
    public static OnnxGraph? Memory(IqtConfig c, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        if (IqtNetwork.Remember(new OnnxNet(graph, weights, OnnxOps.Fused), graph.FloatInput(Reference, Shape(c)), c) is not { } remembered)
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
        graph.Output(Score, IqtNetwork.Score(new OnnxNet(graph, weights, OnnxOps.Fused), distorted, reference, remembered, c), Crops, 1);
        return graph;
    }

    private static OnnxValue ImageInput(OnnxGraph graph, string name, IqtConfig c) =>
        c.Whole ? graph.FloatInput(name, 1, 3, $"{name}_height", $"{name}_width") : graph.FloatInput(name, Crops, 3, c.Crop, c.Crop);

    private static object[] Shape(IqtConfig c) => [Crops, c.FeatureChannels, c.FeatureSide, c.FeatureSide];
}
