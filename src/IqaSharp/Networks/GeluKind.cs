namespace IqaSharp.Networks;

/// <summary>The two formulas that checkpoints were trained with. They differ by up to 5e-4, which moves scores.</summary>
public enum GeluKind
{
    /// <summary>x · Φ(x), with the error function: PyTorch's default.</summary>
    Exact,

    /// <summary>0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))): Flax's default.</summary>
    Tanh,
}
