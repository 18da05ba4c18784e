using IqaSharp.Imaging;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>Options for scoring. The defaults follow the published method.</summary>
public sealed record MetricOptions : ScoringOptions
{
    /// <summary>What happens to an image and a reference of different sizes.</summary>
    public SizeMismatchPolicy SizeMismatch { get; init; }

    /// <summary>Which files are refused when a path or a stream is decoded.</summary>
    public DecodeOptions Decoding { get; init; } = new();

    /// <summary>Threads that one score is computed with; 0 for as many as there are cores.</summary>
    public int Threads { get; init; }

    /// <summary>How exactly a network is computed. <see cref="Metric.Precision"/> says what came of it.</summary>
    public Precision Precision { get; init; }
}
