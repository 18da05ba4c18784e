using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Optimisation;

/// <summary>The exponential moving average of the weights, which scores better than the last of them.</summary>
internal sealed class MovingAverage : IDisposable
{
    private readonly IReadOnlyDictionary<string, Tensor> _parameters;

    public MovingAverage(IReadOnlyDictionary<string, Tensor> parameters)
    {
        _parameters = parameters;
        Average = parameters.ToDictionary(p => p.Key, p => p.Value.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>How much of the average stays at each step.</summary>
    public double Keep { get; set; }

    /// <summary>By parameter.</summary>
    public IReadOnlyDictionary<string, Tensor> Average { get; }

    /// <summary>Moves towards the weights. Early on the average is young, and follows faster.</summary>
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
