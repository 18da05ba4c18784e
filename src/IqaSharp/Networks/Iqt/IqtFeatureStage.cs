using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Iqt;

/// <summary>The backbone: images [crops, 3, crop, crop] → features [crops, channels, side, side]; of whole images [1, 3, height, width] → [1, channels, rows, columns].</summary>
internal sealed record IqtFeatureStage(IqtConfig Config) : INetworkGraph
{
    public const string Images = "images";
    public const string Features = "features";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var images = Config.Whole
            ? graph.Pixels(Images, Backbone.Of(Config.Backbone), 1, 3, "height", "width")
            : graph.Pixels(Images, Backbone.Of(Config.Backbone), IqtGraph.Crops, 3, Config.Crop, Config.Crop);
        Dimension[] shape = Config.Whole ? [1, Config.FeatureChannels, "rows", "columns"] : CropShape(Config);
        graph.Output(Features, IqtNetwork.Features(graph.Net, images, Config), shape);
    }

    /// <summary>The features of crops: [crops, channels, side, side].</summary>
    public static Dimension[] CropShape(IqtConfig c) => [IqtGraph.Crops, c.FeatureChannels, c.FeatureSide, c.FeatureSide];
}
