namespace IqaSharp.Networks.Musiq;

/// <summary>The second stage: features [1, tokens, hidden], positions [tokens], scales [tokens] → the result [1, outputs],
/// the embedding [1, hidden], and the tokens that it is made from, the class token first [1, 1 + tokens, hidden].</summary>
internal sealed record MusiqTokenStage(MusiqConfig Config) : INetworkGraph
{
    public const string Embedding = "embedding";
    public const string Contexts = "contexts";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var features = graph.Floats(MusiqPatchStage.Features, 1, MusiqGraph.Tokens, Config.Hidden);
        var (positions, scales) = (graph.Integers(MusiqGraph.Positions, MusiqGraph.Tokens), graph.Integers(MusiqGraph.Scales, MusiqGraph.Tokens));
        var (image, tokens) = MusiqNetwork.EmbedTokens(graph.Net, features, positions, scales, Config);
        graph.Output(MusiqGraph.Result(Config), MusiqNetwork.ScoreEmbedding(graph.Net, image, Config), 1, Config.Outputs);
        graph.Output(Embedding, image, 1, Config.Hidden);
        graph.Output(Contexts, tokens, 1, "contexts", Config.Hidden);
    }
}
