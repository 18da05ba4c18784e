namespace IqaSharp.Networks.Iqt;

/// <summary>The whole of IQT as it is exported: distorted and reference [crops, 3, crop, crop] → score [crops, 1].
/// For a network that looks at whole images they are [1, 3, height, width], and positions [crops, side²] say which of the maps' positions the crops are.</summary>
internal sealed record IqtGraph(IqtConfig Config) : INetworkGraph
{
    public const string Crops = "crops";
    public const string Distorted = "distorted";
    public const string Reference = "reference";
    public const string Positions = "positions";
    public const string Score = "score";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var net = graph.Net;
        var (seenDistorted, seenReference) = (ImageInput(graph, Distorted), ImageInput(graph, Reference));
        var positions = Config.Whole ? graph.Integers(Positions, Crops, Config.Side * Config.Side) : null;
        T Features(T image) => positions is null ? IqtNetwork.Features(net, image, Config) : IqtNetwork.CropFeatures(net, image, positions, Config);
        var distorted = net.In("distorted_features").Named(Features(seenDistorted));
        var reference = net.In("reference_features").Named(Features(seenReference));
        graph.Output(Score, IqtNetwork.Score(net, distorted, reference, Config), Crops, 1);
    }

    private T ImageInput<T>(IGraphBuilder<T> graph, string name)
        where T : class =>
        Config.Whole ? graph.Floats(name, 1, 3, $"{name}_height", $"{name}_width") : graph.Floats(name, Crops, 3, Config.Crop, Config.Crop);
}
