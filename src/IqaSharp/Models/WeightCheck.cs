using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Models;

/// <summary>Compares a checkpoint with the parameters that a network has.</summary>
internal static class WeightCheck
{
    private const int Named = 4; // the others are only counted, so that the message stays one line

    /// <summary>Requires that the tensors are the parameters, no more and no fewer.</summary>
    /// <exception cref="BadWeightsException">Some are missing, of another shape, or not part of the network.</exception>
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

    /// <summary>Requires that all tensors hold finite numbers.</summary>
    /// <exception cref="BadWeightsException">Some do not; the message names them, and how many of their numbers are not finite.</exception>
    public static void RequireNumbers(string source, IReadOnlyDictionary<string, Tensor> tensors, string fault)
    {
        var bad = tensors.OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => (Name: t.Key, t.Value.Length, Count: t.Value.ToFloats().Count(value => !float.IsFinite(value))))
            .Where(t => t.Count > 0).Select(t => $"{t.Name} ({t.Count} of {t.Length})");
        if (Fault($"tensors {fault}", bad).FirstOrDefault() is { } message)
        {
            throw new BadWeightsException(source, message);
        }
    }

    private static string Text(int[] shape) => $"[{string.Join(", ", shape)}]";

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
