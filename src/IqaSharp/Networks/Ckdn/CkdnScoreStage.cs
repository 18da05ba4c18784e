namespace IqaSharp.Networks.Ckdn;

/// <summary>The predictor: restored [1, 3, height, width] and, where there is a reference branch, its embedding → score [1, 1], and the scores of its places [1, positions, 1].</summary>
internal sealed record CkdnScoreStage(CkdnConfig Config) : INetworkGraph
{
    public const string Places = "places";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var restored = CkdnGraph.ImageInput(graph, CkdnGraph.Restored, Config);
        var embedding = Config.Reference == CkdnReference.None ? null : graph.Floats(CkdnReferenceStage.Embedding, CkdnReferenceStage.EmbeddingShape(Config));
        var (score, places) = CkdnNetwork.ScorePlaces(graph.Net, restored, embedding, Config);
        graph.Output(CkdnGraph.Score, score, 1, 1);
        graph.Output(Places, places, 1, "positions", 1);
    }
}
