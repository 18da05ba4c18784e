namespace IqaSharp.Networks.Ckdn;

/// <summary>The reference branch: reference [1, 3, height, width] → the maps that scoring needs of it, each [1, channels, rows, columns].</summary>
internal sealed record CkdnReferenceStage(CkdnConfig Config) : INetworkGraph
{
    /// <summary>The names of the outputs.</summary>
    public static string[] Maps(CkdnConfig c) => [.. c.Structure.Channels(c).Select((_, i) => i == 0 ? "embedding" : $"embedding_{i}")];

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        foreach (var ((name, map), shape) in Maps(Config).Zip(Config.Structure.Embed(graph.Net, CkdnGraph.ImageInput(graph, CkdnGraph.Reference, Config), Config)).Zip(Shapes(Config)))
        {
            graph.Output(name, map, shape);
        }
    }

    /// <summary>The shapes of the outputs.</summary>
    public static Dimension[][] Shapes(CkdnConfig c) => [.. Maps(c).Zip(c.Structure.Channels(c), (name, channels) => (Dimension[])[1, channels, $"{name}_rows", $"{name}_columns"])];
}
