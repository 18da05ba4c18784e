namespace IqaSharp.Networks;

/// <summary>How a parameter starts when it is trained from scratch.</summary>
public enum Init
{
    /// <summary>All zeros: biases, class tokens.</summary>
    Zeros,

    /// <summary>All ones: normalisation gains.</summary>
    Ones,

    /// <summary>Uniform, with the variance that keeps activations level: weights of convolutions and linear maps.</summary>
    FanIn,

    /// <summary>Normal of deviation 0.02: embeddings.</summary>
    Normal,
}
