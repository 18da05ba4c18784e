using IqaSharp.Core;
using IqaSharp.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Torch;

/// <summary>The parameters of a network, by path.</summary>
/// <remarks>What reads or changes all of them is one operation: disposal waits for it, and later ones throw <see cref="ObjectDisposedException"/>.
/// A single tensor is its user's responsibility: do not dispose of the parameters while a network runs on them.</remarks>
public sealed class TorchParameters : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = [];
    private readonly Lock _lock = new();
    private bool _disposed;

    /// <summary>Parameters initialised as the network's definition says.</summary>
    /// <param name="specs">The network's parameters.</param>
    /// <param name="seed">The same seed gives the same numbers, on every device.</param>
    /// <param name="device">Where they are, and with them the network runs; null for the CPU.</param>
    public TorchParameters(IReadOnlyList<ParameterSpec> specs, long seed, torch.Device? device = null)
    {
        LibTorch.Prepare();
        Device = device ?? torch.CPU;
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
            _tensors.Add(spec.Path, values.to(Device).DetachFromDisposeScope());
        }
    }

    /// <summary>Existing parameters, which the caller still disposes of.</summary>
    /// <param name="tensors">By path, all on one device.</param>
    public TorchParameters(IReadOnlyDictionary<string, Tensor> tensors)
    {
        Device = tensors.Values.FirstOrDefault()?.device ?? torch.CPU;
        foreach (var (path, tensor) in tensors)
        {
            _tensors.Add(path, tensor.alias().DetachFromDisposeScope());
        }
    }

    /// <summary>Where they are.</summary>
    public torch.Device Device { get; }

    /// <summary>All of them, in the order of their first use in the network.</summary>
    /// <exception cref="ObjectDisposedException">They have been disposed of.</exception>
    public IReadOnlyDictionary<string, Tensor> All => Usable();

    /// <summary>One of them.</summary>
    /// <param name="path">Its full name.</param>
    /// <exception cref="ObjectDisposedException">They have been disposed of.</exception>
    public Tensor this[string path] => Usable()[path];

    /// <summary>Copies the values of stored tensors; parameters that are not among them stay as they are.</summary>
    /// <param name="stored">By path, in the shapes of the network.</param>
    /// <param name="prefix">The prefix that their names have in the network.</param>
    /// <returns>How many parameters were changed.</returns>
    /// <exception cref="BadInputException">One has another number of values than the network's.</exception>
    public int Load(IReadOnlyDictionary<string, Core.Tensor> stored, string prefix = "")
    {
        lock (_lock)
        {
            var taken = 0;
            using var unchanged = torch.no_grad();
            foreach (var (path, tensor) in Usable().Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                if (stored.TryGetValue(path[prefix.Length..], out var value))
                {
                    if (value.Length != tensor.numel())
                    {
                        throw new BadInputException(path, $"has {value.Length} values there and {tensor.numel()} in the network, whose settings must be those that the weights were trained with");
                    }

                    using var values = torch.tensor(value.ToFloats(), tensor.shape);
                    tensor.copy_(values);
                    taken++;
                }
            }

            return taken;
        }
    }

    /// <summary>Sets the parameters whose paths begin with a prefix to zero.</summary>
    /// <returns>How many parameters were changed.</returns>
    public int Clear(string prefix)
    {
        lock (_lock)
        {
            using var unchanged = torch.no_grad();
            return Usable().Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(t => t.Value.zero_()).Count();
        }
    }

    /// <summary>A copy of the current values, for a file.</summary>
    public Dictionary<string, Core.Tensor> ToTensors()
    {
        lock (_lock)
        {
            return Usable().ToDictionary(t => t.Key, t => Stored(t.Value));
        }
    }

    /// <summary>A tensor's values, for a file.</summary>
    public static Core.Tensor Stored(Tensor tensor)
    {
        using var plain = tensor.detach().contiguous().cpu();
        return Core.Tensor.Of(plain.data<float>().ToArray(), [.. tensor.shape.Select(side => (int)side)]);
    }

    /// <summary>Releases the memory.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var tensor in _tensors.Values)
            {
                tensor.Dispose();
            }
        }
    }

    private Dictionary<string, Tensor> Usable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _tensors;
    }
}
