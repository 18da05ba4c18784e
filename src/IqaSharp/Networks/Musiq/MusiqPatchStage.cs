namespace IqaSharp.Networks.Musiq;

/// <summary>The paper's first stage: patches [tokens, 3, 32, 32] → features [tokens, hidden].</summary>
internal sealed record MusiqPatchStage(MusiqConfig Config) : INetworkGraph
{
    public const string Features = "features";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var patches = graph.Floats(MusiqGraph.Patches, MusiqGraph.Tokens, 3, MusiqConfig.Patch, MusiqConfig.Patch);
        graph.Output(Features, MusiqNetwork.EncodePatches(graph.Net, patches, Config), MusiqGraph.Tokens, Config.Hidden);
    }
}
