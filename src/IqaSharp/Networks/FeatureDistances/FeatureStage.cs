namespace IqaSharp.Networks.FeatureDistances;

/// <summary>The features of one image: image [1, 3, height, width] → features_0, features_1, … [1, channels, rows, columns].</summary>
internal sealed record FeatureStage(IFeatureDistance Network) : INetworkGraph
{
    public const string Image = "image";

    public static string Features(int map) => $"features_{map}";

    public static Dimension[] Shape(IFeatureDistance network, int map) => [1, network.Channels[map], $"rows_{map}", $"columns_{map}"];

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        foreach (var (map, features) in Network.Features(graph.Net, FeatureDistanceGraph.ImageInput(graph, Image)).Index())
        {
            graph.Output(Features(map), features, Shape(Network, map));
        }
    }
}
