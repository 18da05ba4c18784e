namespace IqaSharp.Networks.Iqt;

/// <summary>The features of the distorted image and the reference [crops, channels, side, side], and what <see cref="IqtReferenceStage"/> gave → score [crops, 1].</summary>
internal sealed record IqtScoreStage(IqtConfig Config) : INetworkGraph
{
    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var shape = IqtFeatureStage.CropShape(Config);
        var (distorted, reference) = (graph.Floats(IqtGraph.Distorted, shape), graph.Floats(IqtGraph.Reference, shape));
        var remembered = Config.Sampling == IqtSampling.Grid ? graph.Floats(IqtReferenceStage.Remembered, IqtGraph.Crops, "tokens", Config.Width) : null;
        graph.Output(IqtGraph.Score, IqtNetwork.Score(graph.Net, distorted, reference, remembered, Config), IqtGraph.Crops, 1);
    }
}
