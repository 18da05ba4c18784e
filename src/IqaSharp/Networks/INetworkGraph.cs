namespace IqaSharp.Networks;

/// <summary>A network, or a stage of one, with named inputs and outputs: what an engine compiles and an export writes.</summary>
public interface INetworkGraph
{
    /// <summary>Declares the inputs, runs the network on them and declares its outputs.</summary>
    void Build<T>(IGraphBuilder<T> graph)
        where T : class;
}
