namespace IqaSharp.Training.Optimisation;

/// <summary>The update rule.</summary>
public enum OptimiserKind
{
    /// <summary>Loshchilov, Hutter, "Decoupled Weight Decay Regularization", ICLR 2019; β 0.9 and 0.999, ε 1e-8.</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with momentum.</summary>
    Sgd,
}
