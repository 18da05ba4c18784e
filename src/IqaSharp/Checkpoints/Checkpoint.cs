using IqaSharp.Core;

namespace IqaSharp.Checkpoints;

/// <summary>The tensors of one file, by name. Those of memory-mapped formats are read when they are used, so keep it until then.</summary>
public sealed class Checkpoint : IDisposable
{
    private readonly IDisposable? _backing;

    /// <param name="source">The file's name, for messages.</param>
    /// <param name="tensors">By name, ordinal.</param>
    /// <param name="metadata">What the file says of itself; empty where the format has no such place.</param>
    /// <param name="ignored">How many entries of the file are known to be no weights.</param>
    /// <param name="backing">What holds the tensors' memory.</param>
    public Checkpoint(string source, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null, int ignored = 0, IDisposable? backing = null)
    {
        Source = source;
        Tensors = tensors;
        Metadata = metadata ?? new Dictionary<string, string>();
        Ignored = ignored;
        _backing = backing;
    }

    /// <summary>The file's name, for messages.</summary>
    public string Source { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>What the file says of itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>How many entries of the file are known to be no weights: epochs, optimiser state.</summary>
    public int Ignored { get; }

    /// <summary>Releases the file. The tensors must not be used afterwards.</summary>
    public void Dispose() => _backing?.Dispose();
}
