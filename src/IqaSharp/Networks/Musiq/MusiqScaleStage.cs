namespace IqaSharp.Networks.Musiq;

/// <summary>The first stage on a backbone: scale [1, 3, height, width] → features [1, cells, hidden].</summary>
internal sealed record MusiqScaleStage(MusiqConfig Config) : INetworkGraph
{
    public const string Scale = "scale";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var cells = MusiqNetwork.CellFeatures(graph.Net, graph.Pixels(Scale, Config.PatchBackbone, 1, 3, "height", "width"), Config);
        graph.Output(MusiqPatchStage.Features, MusiqNetwork.EmbedCells(graph.Net, cells, Config), 1, MusiqGraph.Tokens, Config.Hidden);
    }
}
