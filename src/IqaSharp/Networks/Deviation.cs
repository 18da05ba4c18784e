namespace IqaSharp.Networks;

/// <summary>Which standard deviation weight standardisation divides by.</summary>
public enum Deviation
{
    /// <summary>Of the values themselves: divided by n.</summary>
    Population,

    /// <summary>Estimated from a sample: divided by n − 1, PyTorch's default.</summary>
    Unbiased,
}
