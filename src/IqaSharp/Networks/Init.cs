namespace IqaSharp.Networks;

/// <summary>How a parameter is initialised when it is trained from scratch.</summary>
public enum Init
{
    /// <summary>All zeros: biases, class tokens.</summary>
    Zeros,

    /// <summary>All ones: normalisation gains.</summary>
    Ones,

    /// <summary>Uniform, with variance 1 / fan-in: weights of convolutions and linear maps.</summary>
    FanIn,

    /// <summary>Normal with deviation 0.02: embeddings.</summary>
    Normal,
}
