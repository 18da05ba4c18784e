namespace IqaSharp.Networks.FeatureDistances;

/// <summary>The distance of two images whose features are known: distorted_0, distorted_1, … and features_0, features_1, …, the reference's → score [1, 1] and differences [1, length].</summary>
/// <remarks>Both images' features come from one graph: two that compute the same may differ in the last digits, and a copy would not have exactly zero.</remarks>
internal sealed record DistanceStage(IFeatureDistance Network) : INetworkGraph
{
    public static string Distorted(int map) => $"distorted_{map}";

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        List<T> Inputs(Func<int, string> name)
        {
            var inputs = new List<T>();
            for (var map = 0; map < Network.Channels.Count; map++)
            {
                inputs.Add(graph.Floats(name(map), FeatureStage.Shape(Network, map)));
            }

            return inputs;
        }

        var differences = Network.Compare(graph.Net, Inputs(Distorted), Inputs(FeatureStage.Features));
        graph.Output(FeatureDistanceGraph.Differences, differences, 1, Network.Length);
        graph.Output(FeatureDistanceGraph.Score, Network.Distance(graph.Net, differences), 1, 1);
    }
}
