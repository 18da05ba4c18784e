namespace IqaSharp.Networks.Iqt;

/// <summary>What depends on the reference alone: its features [crops, channels, side, side] → remembered [crops, tokens, width]. Progressive sampling has no such stage.</summary>
internal sealed record IqtReferenceStage(IqtConfig Config) : INetworkGraph
{
    public const string Remembered = "remembered";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var reference = graph.Floats(IqtGraph.Reference, IqtFeatureStage.CropShape(Config));
        graph.Output(Remembered, IqtNetwork.Remember(graph.Net, reference, Config)!, IqtGraph.Crops, "tokens", Config.Width);
    }
}
