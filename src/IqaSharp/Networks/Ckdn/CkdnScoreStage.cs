namespace IqaSharp.Networks.Ckdn;

/// <summary>The predictor: restored [1, 3, height, width] and, where there is a reference branch, its maps → score [1, 1], and the scores of its places [1, positions, 1].</summary>
internal sealed record CkdnScoreStage(CkdnConfig Config) : INetworkGraph
{
    public const string Places = "places";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var restored = CkdnGraph.ImageInput(graph, CkdnGraph.Restored, Config);
        var reference = CkdnReferenceStage.Maps(Config).Zip(CkdnReferenceStage.Shapes(Config), (name, shape) => graph.Floats(name, shape)).ToList();
        var (score, places) = CkdnNetwork.ScorePlaces(graph.Net, restored, reference, Config);
        graph.Output(CkdnGraph.Score, score, 1, 1);
        graph.Output(Places, places, 1, "positions", 1);
    }
}
