using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
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

    /// <summary>Threads that scoring takes; 0 for as many as there are cores. One score is computed with all of them. Of many images
    /// (<see cref="Metric.ScoreManyAsync(IEnumerable{string}, CancellationToken)"/>) as many are scored at once, each on one thread, so that memory grows with threads too;
    /// an image that a metric computes with more than 4 megapixels of is scored alone, with all.</summary>
    public int Threads { get; init; }

    /// <summary>How exactly a network is computed. <see cref="Metric.Precision"/> says what came of it.</summary>
    public Precision Precision { get; init; }

    /// <summary>What networks are computed on.</summary>
    public Device Device { get; init; }
}
