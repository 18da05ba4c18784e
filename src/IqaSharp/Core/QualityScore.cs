namespace IqaSharp.Core;

/// <summary>An image's quality according to one metric, whose card says what the number means.</summary>
/// <param name="Value">The score.</param>
public sealed record QualityScore(double Value)
{
    /// <summary>The predicted share of raters who give 1, 2, …; its mean is the score. Null for a model that predicts no distribution.</summary>
    public IReadOnlyList<double>? Distribution { get; init; }

    /// <summary>The longer side in pixels that the native scale was reduced to by <c>MetricOptions.MaxSide</c>; else null.</summary>
    public int? NativeSide { get; init; }

    /// <summary>The standard deviation of the crops' scores, for a metric that scores several crops of an image; their mean is the score.</summary>
    public double? Spread { get; init; }

    /// <summary>The numbers that the score is made of, by name and in order, for a metric that weights many; else null.</summary>
    public IReadOnlyDictionary<string, double>? SubScores { get; init; }

    /// <summary>Which image was resized and how, where <c>MetricOptions.SizeMismatch</c> applied to two of different sizes; else null.</summary>
    public string? Fitted { get; init; }
}
