using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using IqaSharp.Core;

namespace IqaSharp.Networks.FeatureDistances;

/// <summary>How a network is put together of what is published of it: torchvision's file of the backbone, and the authors' file of the trained weights of the sum.</summary>
/// <param name="Network">What an error calls it: "an LPIPS".</param>
/// <param name="Stages">Matches the authors' name of a backbone's layer, where a checkpoint holds both parts; its only group is the layer's number.</param>
/// <param name="IsHead">Whether a tensor is one of the weights of the sum.</param>
/// <param name="IsIgnored">Whether a tensor is no weight of the network: constants, copies, layers of the backbone that are not read.</param>
internal sealed record PublishedParts(string Network, Regex Stages, Func<string, bool> IsHead, Func<string, bool> IsIgnored)
{
    private const string Backbone = "backbone.";
    private const string Torchvision = "features.";
    private const string Classifier = "classifier.";

    /// <summary>The tensors under the network's own names. The authors' weights of the sum, which come with the library, complete a file of the backbone.</summary>
    /// <param name="checkpoint">The backbone, the weights of the sum, or both.</param>
    /// <param name="other">The backbone, where the checkpoint does not hold it.</param>
    /// <param name="head">The authors' weights of the sum for a backbone; none where they published none.</param>
    /// <exception cref="BadWeightsException">There is no backbone, or there are no weights of the sum for it.</exception>
    public NamedWeights Join(NamedWeights checkpoint, NamedWeights? other, Func<NamedWeights, IReadOnlyDictionary<string, Tensor>> head)
    {
        var tensors = new Dictionary<string, Tensor>();
        var ignored = checkpoint.Ignored + (other?.Ignored ?? 0);
        foreach (var (name, tensor) in checkpoint.Tensors.Concat(other?.Tensors ?? new Dictionary<string, Tensor>()))
        {
            if (IsIgnored(name) || name.StartsWith(Classifier, StringComparison.Ordinal))
            {
                ignored++;
            }
            else if (!tensors.TryAdd(OwnName(name), tensor))
            {
                throw new BadWeightsException(other!.Source, $"and {checkpoint.Source} both hold {OwnName(name)}");
            }
        }

        var joined = new NamedWeights(checkpoint.Source, tensors, ignored);
        if (!tensors.Keys.Any(name => name.StartsWith(Backbone, StringComparison.Ordinal)))
        {
            throw new BadWeightsException(checkpoint.Source, $"holds no backbone of {Network} (--backbone names torchvision's file of its weights)");
        }

        if (!tensors.Keys.Any(IsHead))
        {
            foreach (var (name, tensor) in head(joined))
            {
                tensors.Add(name, tensor);
            }
        }

        return joined;
    }

    /// <summary>Tensors of a file that is embedded in the library: float32, little-endian, one after the other.</summary>
    public static Dictionary<string, Tensor> Embedded(string file, IEnumerable<(string Name, int[] Shape)> tensors)
    {
        using var stream = typeof(PublishedParts).Assembly.GetManifestResourceStream(file)!;
        var read = new Dictionary<string, Tensor>();
        foreach (var (name, shape) in tensors)
        {
            var values = new float[shape.Aggregate(1, (product, side) => product * side)];
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            read.Add(name, Tensor.Of(values, shape));
        }

        return read;
    }

    private string OwnName(string name)
    {
        var own = Stages.Replace(name, $"{Torchvision}$1.");
        return own.StartsWith(Torchvision, StringComparison.Ordinal) ? Backbone + own : own;
    }
}
