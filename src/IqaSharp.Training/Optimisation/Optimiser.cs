using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Optimisation;

/// <summary>AdamW or SGD. Its whole state is named tensors, so that a run resumes exactly.</summary>
/// <remarks>Disposal waits for a step that runs; dispose of it before the parameters.</remarks>
public sealed class Optimiser : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly OptimiserSettings _settings;
    private readonly List<(string Path, Tensor Tensor, double Rate, double Decay)> _parameters;
    private readonly Dictionary<string, Tensor> _state = [];
    private readonly Lock _lock = new();
    private bool _disposed;

    /// <summary>Makes the parameters that learn require gradients.</summary>
    /// <param name="settings">Update rule, learning rates and decay.</param>
    /// <param name="parameters">All parameters by path; those with a rate of 0 are frozen.</param>
    public Optimiser(OptimiserSettings settings, IEnumerable<KeyValuePair<string, Tensor>> parameters)
    {
        _settings = settings;
        _parameters = [.. parameters.Select(p => (p.Key, p.Value, RateOf(p.Key), Decays(p.Key, p.Value) ? settings.Decay : 0))];
        foreach (var (path, tensor, rate, _) in _parameters)
        {
            tensor.requires_grad = rate > 0;
            if (rate > 0)
            {
                _state[$"{path}.first"] = zeros_like(tensor).DetachFromDisposeScope();
                if (settings.Kind == OptimiserKind.AdamW)
                {
                    _state[$"{path}.second"] = zeros_like(tensor).DetachFromDisposeScope();
                }
            }
        }
    }

    /// <summary>Moments, by parameter path.</summary>
    /// <exception cref="ObjectDisposedException">It has been disposed of.</exception>
    public IReadOnlyDictionary<string, Tensor> State
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _state;
        }
    }

    /// <summary>Takes one step along the gradients, then sets them to zero.</summary>
    /// <param name="step">From 1.</param>
    /// <param name="factor">The schedule's factor of the learning rate.</param>
    /// <returns>The norm of all gradients before clipping.</returns>
    /// <exception cref="ObjectDisposedException">It has been disposed of.</exception>
    public double Step(int step, double factor)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return TakeStep(step, factor);
        }
    }

    /// <summary>Releases the moments.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var tensor in _state.Values)
            {
                tensor.Dispose();
            }
        }
    }

    private double TakeStep(int step, double factor)
    {
        using var scope = NewDisposeScope();
        using var unchanged = no_grad();
        var moving = _parameters.Where(p => p.Rate > 0 && p.Tensor.grad is not null).ToList(); // a parameter that learned in an earlier stage still has a gradient
        var norm = Math.Sqrt(moving.GroupBy(p => p.Tensor.device_type).Sum(device => stack([.. device.Select(p => p.Tensor.grad!.square().sum())]).sum().item<float>()));
        var clip = norm > _settings.Clip ? _settings.Clip / norm : 1;
        foreach (var (path, tensor, rate, decay) in moving)
        {
            var gradient = tensor.grad!.mul_(clip);
            var speed = _settings.Rate * rate * factor;
            if (_settings.Kind == OptimiserKind.AdamW)
            {
                var first = _state[$"{path}.first"].mul_(Beta1).add_(gradient, 1 - Beta1);
                var second = _state[$"{path}.second"].mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
                var root = (second / (1 - Math.Pow(Beta2, step))).sqrt_().add_(Epsilon);
                tensor.mul_(1 - (speed * decay)).addcdiv_(first, root, -speed / (1 - Math.Pow(Beta1, step)));
            }
            else
            {
                var velocity = _state[$"{path}.first"].mul_(_settings.Momentum).add_(gradient + (tensor * decay));
                tensor.sub_(velocity * speed);
            }

            tensor.grad!.zero_();
        }

        return norm;
    }

    /// <summary>The factor of the longest matching prefix. Statistics of batch normalisation are not trained.</summary>
    private double RateOf(string path) =>
        path.Contains(".running_", StringComparison.Ordinal) ? 0 : _settings.Rates.Where(r => path.StartsWith(r.Key, StringComparison.Ordinal)).OrderByDescending(r => r.Key.Length).Select(r => (double?)r.Value).FirstOrDefault() ?? 1;

    // Gains and biases have one dimension; embeddings and class tokens are looked up, not multiplied.
    private static bool Decays(string path, Tensor tensor) => tensor.dim() > 1 && !path.Contains("emb", StringComparison.Ordinal) && !path.EndsWith("cls", StringComparison.Ordinal);
}
