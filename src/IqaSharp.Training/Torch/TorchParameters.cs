using IqaSharp.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Torch;

/// <summary>The parameters of a network, by path.</summary>
internal sealed class TorchParameters : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = [];

    static TorchParameters() => LibTorch.Prepare();

    /// <summary>Parameters that start as the network's definition says.</summary>
    /// <param name="specs">What the network asks for.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    public TorchParameters(IReadOnlyList<ParameterSpec> specs, long seed)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator((ulong)seed);
        foreach (var spec in specs)
        {
            long[] shape = [.. spec.Shape.Select(side => (long)side)];
            var values = spec.Init switch
            {
                Init.Ones => torch.ones(shape),
                Init.FanIn => ((torch.rand(shape, generator: generator) * 2) - 1) * Math.Sqrt(3.0 / shape[1..].Aggregate(1L, (a, b) => a * b)),
                Init.Normal => torch.randn(shape, generator: generator) * 0.02,
                _ => torch.zeros(shape),
            };
            _tensors.Add(spec.Path, values.DetachFromDisposeScope());
        }
    }

    /// <summary>Parameters that are there already, and whose owner is another.</summary>
    public TorchParameters(IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var (path, tensor) in tensors)
        {
            _tensors.Add(path, tensor.alias().DetachFromDisposeScope());
        }
    }

    /// <summary>All of them, in the order in which the network asks for them.</summary>
    public IReadOnlyDictionary<string, Tensor> All => _tensors;

    /// <summary>One of them.</summary>
    public Tensor this[string path] => _tensors[path];

    /// <summary>Takes the values of stored tensors; what they lack stays.</summary>
    /// <param name="stored">By path; shapes equal those of the network.</param>
    /// <param name="prefix">What the network puts before their names.</param>
    /// <returns>How many there were.</returns>
    public int Load(IReadOnlyDictionary<string, Core.Tensor> stored, string prefix = "")
    {
        var taken = 0;
        using var unchanged = torch.no_grad();
        foreach (var (path, tensor) in _tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            if (stored.TryGetValue(path[prefix.Length..], out var value))
            {
                using var values = torch.tensor(value.ToFloats(), tensor.shape);
                tensor.copy_(values);
                taken++;
            }
        }

        return taken;
    }

    /// <summary>Makes those zero whose paths begin so.</summary>
    /// <returns>How many there were.</returns>
    public int Clear(string prefix)
    {
        using var unchanged = torch.no_grad();
        return _tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(t => t.Value.zero_()).Count();
    }

    /// <summary>The values as they are now, for a file.</summary>
    public Dictionary<string, Core.Tensor> ToTensors() => _tensors.ToDictionary(t => t.Key, t => Stored(t.Value));

    /// <summary>A tensor's values, for a file.</summary>
    public static Core.Tensor Stored(Tensor tensor)
    {
        using var plain = tensor.detach().contiguous().cpu();
        return Core.Tensor.Of(plain.data<float>().ToArray(), [.. tensor.shape.Select(side => (int)side)]);
    }

    /// <summary>Releases the memory.</summary>
    public void Dispose()
    {
        foreach (var tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
