namespace IqaSharp.Networks.Ckdn;

/// <summary>The reference branch: reference [1, 3, height, width] → embedding [1, channels, rows, columns].</summary>
internal sealed record CkdnReferenceStage(CkdnConfig Config) : INetworkGraph
{
    public const string Embedding = "embedding";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class =>
        graph.Output(Embedding, CkdnNetwork.EmbedReference(graph.Net, CkdnGraph.ImageInput(graph, CkdnGraph.Reference, Config), Config), EmbeddingShape(Config));

    public static Dimension[] EmbeddingShape(CkdnConfig c) => [1, c.EmbeddingChannels, "rows", "columns"];
}
