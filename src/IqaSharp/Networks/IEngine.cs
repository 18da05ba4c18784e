using IqaSharp.Core;

namespace IqaSharp.Networks;

/// <summary>Compiles networks for scoring.</summary>
public interface IEngine
{
    /// <summary>Makes a graph ready to run.</summary>
    /// <param name="graph">The network or stage.</param>
    /// <param name="weights">By parameter path; not read after this returns.</param>
    ICompiledGraph Compile(INetworkGraph graph, IReadOnlyDictionary<string, Tensor> weights);
}
