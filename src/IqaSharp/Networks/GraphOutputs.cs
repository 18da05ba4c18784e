namespace IqaSharp.Networks;

/// <summary>What a run of a graph computed. The numbers lie in the engine's memory and are not copied: they are valid until this is disposed of, as inputs of other graphs too; a run that reads them keeps them until it ends.</summary>
/// <param name="values">The outputs in the order in which they were asked for.</param>
/// <param name="memory">What holds their numbers.</param>
public sealed class GraphOutputs(IReadOnlyList<GraphValue> values, IReadOnlyList<IDisposable> memory) : IDisposable
{
    /// <summary>An output.</summary>
    public GraphValue this[int index] => values[index];

    /// <summary>Releases the numbers.</summary>
    public void Dispose()
    {
        foreach (var held in memory)
        {
            held.Dispose();
        }
    }
}
