namespace IqaSharp.Networks;

/// <summary>A graph that is ready to run, on any number of threads at once. It may be disposed of meanwhile: runs that have begun end as usual.</summary>
public interface ICompiledGraph : IDisposable
{
    /// <summary>Whether an input that was declared as pixels (<see cref="IGraphBuilder{T}.Pixels"/>) is taken as they are: bytes [1, height, width, 3].</summary>
    bool TakesPixels(string input) => false;

    /// <summary>Computes outputs.</summary>
    /// <param name="inputs">All of the graph's inputs.</param>
    /// <param name="outputs">The names of the outputs to compute.</param>
    /// <param name="releaseMemory">Whether the engine gives the memory of this run back: for runs that are rare and far larger than the others.</param>
    /// <param name="cancellation">Stops it, while the network runs too.</param>
    /// <returns>The outputs in the order of their names.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The graph, or an input that another graph computed, has been disposed of.</exception>
    GraphOutputs Run(IReadOnlyList<GraphValue> inputs, IReadOnlyList<string> outputs, bool releaseMemory = false, CancellationToken cancellation = default);

    /// <summary>Computes one output into memory of the caller.</summary>
    /// <inheritdoc cref="Run"/>
    void Fill(GraphValue output, IReadOnlyList<GraphValue> inputs, bool releaseMemory = false, CancellationToken cancellation = default);
}
