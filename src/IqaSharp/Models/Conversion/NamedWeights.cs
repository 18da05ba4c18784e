using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Models.Conversion;

/// <summary>A checkpoint's weights under the names that the networks here use: PyTorch's.</summary>
/// <param name="Tensors">By parameter path.</param>
/// <param name="Semantics">Whose arithmetic such names come with.</param>
/// <param name="Heads">Attention heads where the checkpoint shows them.</param>
/// <param name="Ignored">Entries that are no weights.</param>
internal sealed record NamedWeights(IReadOnlyDictionary<string, Tensor> Tensors, MusiqSemantics Semantics, int? Heads, int Ignored)
{
    private const string Counter = "num_batches_tracked";

    public static NamedWeights Of(Checkpoint checkpoint)
    {
        if (checkpoint.Tensors.Keys.Any(FlaxMusiq.IsWeight))
        {
            return FlaxMusiq.Rename(checkpoint);
        }

        var weights = checkpoint.Tensors.Where(t => !t.Key.EndsWith(Counter, StringComparison.Ordinal)).ToDictionary(t => t.Key, t => t.Value);
        return new NamedWeights(weights, MusiqSemantics.Pyiqa, null, checkpoint.Ignored + checkpoint.Tensors.Count - weights.Count);
    }
}
