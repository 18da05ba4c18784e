namespace IqaSharp.Networks.FeatureDistances;

/// <summary>The whole network as it is exported: distorted and reference [1, 3, height, width] → score [1, 1].</summary>
internal sealed record FeatureDistanceGraph(IFeatureDistance Network) : INetworkGraph
{
    public const string Distorted = "distorted";
    public const string Reference = "reference";
    public const string Score = "score";
    public const string Differences = "differences";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var (distorted, reference) = (ImageInput(graph, Distorted), ImageInput(graph, Reference));
        var differences = Network.Compare(graph.Net, Network.Features(graph.Net, distorted), Network.Features(graph.Net, reference));
        graph.Output(Score, Network.Distance(graph.Net, graph.Net.In(Differences).Named(differences)), 1, 1);
    }

    /// <summary>The parameters of the whole network.</summary>
    public static IReadOnlyList<ParameterSpec> ParametersOf(IFeatureDistance network) => ParameterList.Of(net =>
    {
        var features = network.Features(net, net);
        network.Distance(net, network.Compare(net, features, features));
    });

    public static T ImageInput<T>(IGraphBuilder<T> graph, string name)
        where T : class => graph.Floats(name, 1, 3, "height", "width");
}
