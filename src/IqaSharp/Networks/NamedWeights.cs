using System.Globalization;
using System.Text.Json.Nodes;
using IqaSharp.Core;

namespace IqaSharp.Networks;

/// <summary>A checkpoint's weights by name, and what a conversion learns from them.</summary>
/// <param name="Source">The file's name, for messages.</param>
/// <param name="Tensors">By name.</param>
/// <param name="Ignored">How many entries of the file are no weights: counters, optimiser state.</param>
public sealed record NamedWeights(string Source, IReadOnlyDictionary<string, Tensor> Tensors, int Ignored = 0)
{
    /// <summary>Settings of the network that the authors' names and layouts told, named as in a card.</summary>
    public JsonObject Shown { get; init; } = [];

    /// <summary>The length of a dimension that tells a setting.</summary>
    /// <param name="name">Which tensor.</param>
    /// <param name="dimension">Which dimension.</param>
    /// <param name="network">What the checkpoint is not if the tensor is missing: "a MUSIQ".</param>
    /// <exception cref="BadWeightsException">There is no such tensor, or no such dimension.</exception>
    public int Side(string name, Index dimension, string network)
    {
        if (!Tensors.TryGetValue(name, out var tensor))
        {
            throw new BadWeightsException(Source, $"not {network}: it has no {name}");
        }

        var offset = dimension.GetOffset(tensor.Shape.Length);
        return offset >= 0 && offset < tensor.Shape.Length
            ? tensor.Shape[offset]
            : throw new BadWeightsException(Source, $"not {network}: {name} has the shape [{string.Join(", ", tensor.Shape)}]");
    }

    /// <summary>How many layers there are: how many tensors of that name there are, numbered from 0.</summary>
    /// <param name="format">The name, with {0} for the number.</param>
    public int Count(string format)
    {
        var count = 0;
        while (Tensors.ContainsKey(string.Format(CultureInfo.InvariantCulture, format, count)))
        {
            count++;
        }

        return count;
    }
}
