using IqaSharp.Networks;

namespace OwnNetwork;

/// <summary>The network with named inputs and outputs, for the scoring engine and for ONNX.</summary>
internal sealed record SharpnessGraph(SharpnessConfig Config) : INetworkGraph
{
    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        var image = graph.Floats("image", 1, 3, "height", "width");
        graph.Output("score", SharpnessNetwork.Score(graph.Net, image, Config), 1, 1);
    }
}
