namespace IqaSharp.Networks.Iqt;

/// <summary>The features of the distorted image and the reference [crops, channels, rows, columns] → how far they lie apart at each position [crops, 1, rows, columns].</summary>
internal sealed record IqtDifferenceStage(IqtConfig Config) : INetworkGraph
{
    public const string Difference = "difference";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        Dimension[] shape = [IqtGraph.Crops, Config.FeatureChannels, "rows", "columns"];
        var (distorted, reference) = (graph.Floats(IqtGraph.Distorted, shape), graph.Floats(IqtGraph.Reference, shape));
        graph.Output(Difference, IqtNetwork.Difference(graph.Net, distorted, reference, Config), IqtGraph.Crops, 1, "rows", "columns");
    }
}
