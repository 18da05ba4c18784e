namespace IqaSharp.Training.Optimisation;

/// <summary>How weights follow their gradients. The defaults are those of a recipe's stage.</summary>
public sealed record OptimiserSettings
{
    /// <summary>The update rule.</summary>
    public OptimiserKind Kind { get; init; }

    /// <summary>The learning rate.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>Factors of the learning rate by prefix of parameter names; the longest match counts, and 0 freezes.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>Weight decay; gains, biases and embeddings do not decay.</summary>
    public double Decay { get; init; } = 0.05;

    /// <summary>SGD's momentum.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Maximum gradient norm; larger gradients are scaled down to it.</summary>
    public double Clip { get; init; } = 1;
}
