using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Optimisation;

/// <summary>The exponential moving average of the weights, which scores better than the final weights.</summary>
internal sealed class MovingAverage : IDisposable
{
    private readonly IReadOnlyDictionary<string, Tensor> _parameters;

    public MovingAverage(IReadOnlyDictionary<string, Tensor> parameters)
    {
        _parameters = parameters;
        Average = parameters.ToDictionary(p => p.Key, p => p.Value.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>The share of the average that each step keeps.</summary>
    public double Keep { get; set; }

    /// <summary>By parameter path.</summary>
    public IReadOnlyDictionary<string, Tensor> Average { get; }

    /// <summary>Moves the average towards the weights, faster in the first steps.</summary>
    /// <param name="step">From 1.</param>
    public void Update(int step)
    {
        using var unchanged = no_grad();
        var follow = 1 - Math.Min(Keep, (1.0 + step) / (10 + step));
        foreach (var (path, average) in Average)
        {
            average.lerp_(_parameters[path], follow);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in Average.Values)
        {
            tensor.Dispose();
        }
    }
}
