using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Models;

/// <summary>Holds a checkpoint against the parameters that a network asks for.</summary>
internal static class WeightCheck
{
    private const int Named = 4; // so many are named; the rest are counted, for one line to stay one

    /// <summary>Passes where the tensors are the parameters, no more and no less.</summary>
    /// <exception cref="BadWeightsException">Some are missing, of another shape, or beyond what the network asks for.</exception>
    public static void Require(string source, IReadOnlyList<ParameterSpec> parameters, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var missing = parameters.Where(p => !tensors.ContainsKey(p.Path)).Select(p => p.Path);
        var misshapen = parameters
            .Where(p => tensors.TryGetValue(p.Path, out var tensor) && !tensor.Shape.AsSpan().SequenceEqual(p.Shape))
            .Select(p => $"{p.Path} {Text(tensors[p.Path].Shape)} instead of {Text(p.Shape)}");
        var extra = tensors.Keys.Except(parameters.Select(p => p.Path)).Order(StringComparer.Ordinal);
        string[] faults = [.. Fault("missing", missing), .. Fault("misshapen", misshapen), .. Fault("not part of the network", extra)];
        if (faults.Length > 0)
        {
            throw new BadWeightsException(source, string.Join("; ", faults));
        }
    }

    /// <summary>A side of a tensor that tells a setting.</summary>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="tensors">By name.</param>
    /// <param name="name">Which tensor.</param>
    /// <param name="dimension">Which side.</param>
    /// <param name="network">What the checkpoint is not if the tensor is missing: "a MUSIQ".</param>
    /// <exception cref="BadWeightsException">There is no such tensor, or no such side.</exception>
    public static int Side(string source, IReadOnlyDictionary<string, Tensor> tensors, string name, Index dimension, string network)
    {
        if (!tensors.TryGetValue(name, out var tensor))
        {
            throw new BadWeightsException(source, $"not {network}: it has no {name}");
        }

        var offset = dimension.GetOffset(tensor.Shape.Length);
        return offset >= 0 && offset < tensor.Shape.Length
            ? tensor.Shape[offset]
            : throw new BadWeightsException(source, $"not {network}: {name} has the shape {Text(tensor.Shape)}");
    }

    /// <summary>How many layers there are: how often a name is there, numbered from 0.</summary>
    public static int Count(IReadOnlyDictionary<string, Tensor> tensors, string format)
    {
        var count = 0;
        while (tensors.ContainsKey(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, count)))
        {
            count++;
        }

        return count;
    }

    /// <summary>A shape as a person writes it.</summary>
    public static string Text(int[] shape) => $"[{string.Join(", ", shape)}]";

    private static IEnumerable<string> Fault(string kind, IEnumerable<string> names)
    {
        var all = names.ToList();
        if (all.Count > 0)
        {
            var more = all.Count > Named ? $" and {all.Count - Named} more" : "";
            yield return $"{kind}: {string.Join(", ", all.Take(Named))}{more}";
        }
    }
}
