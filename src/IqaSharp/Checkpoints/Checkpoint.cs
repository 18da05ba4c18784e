using IqaSharp.Core;

namespace IqaSharp.Checkpoints;

/// <summary>The tensors of one file, by name. They are read on use: keep the checkpoint until then.</summary>
public sealed class Checkpoint : IDisposable
{
    private readonly IDisposable? _backing;

    /// <param name="source">The file's name, for messages.</param>
    /// <param name="tensors">By name, ordinal.</param>
    /// <param name="metadata">The file's metadata; empty if the format has none.</param>
    /// <param name="ignored">The number of entries that are not weights.</param>
    /// <param name="backing">The owner of the tensors' memory.</param>
    internal Checkpoint(string source, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null, int ignored = 0, IDisposable? backing = null)
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

    /// <summary>The file's metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The number of entries that are not weights: epochs, optimiser state.</summary>
    public int Ignored { get; }

    /// <summary>Releases the file. Its tensors must not be used afterwards.</summary>
    public void Dispose() => _backing?.Dispose();
}
