using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>How a metric works. The defaults are exact.</summary>
public sealed record MetricOptions
{
    /// <summary>The longest side in pixels at which the native scale is taken; null for the photograph's own.
    /// Smaller is faster and no longer what the network was published with; the score says so.</summary>
    public int? MaxSide { get; init; }

    /// <summary>How many crops a metric that looks at crops takes of a pair: 1 to 20.</summary>
    public int Crops { get; init; } = 9;

    /// <summary>What becomes of an image and a reference of different sizes.</summary>
    public SizeMismatchPolicy SizeMismatch { get; init; }

    /// <summary>What is refused when a path or a stream is decoded.</summary>
    public DecodeOptions Decoding { get; init; } = new();

    /// <summary>Threads that one score is computed with; 0 for as many as there are cores.</summary>
    public int Threads { get; init; }
}
