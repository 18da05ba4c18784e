namespace IqaSharp.Core;

/// <summary>How good an image looks, by one metric. What the number means is in the metric's card.</summary>
/// <param name="Value">The score.</param>
public sealed record QualityScore(double Value)
{
    /// <summary>The share of raters expected to give 1, 2, …, for a model that predicts one; their mean is the score.</summary>
    public IReadOnlyList<double>? Distribution { get; init; }

    /// <summary>The longest side in pixels that the native scale was reduced to, where it was limited; else null.</summary>
    public int? NativeSide { get; init; }

    /// <summary>The standard deviation of the scores of an image's crops, for a metric that looks at several; their mean is the score.</summary>
    public double? Spread { get; init; }

    /// <summary>Which image was resized and how, where two of different sizes were made to fit; else null.</summary>
    public string? Fitted { get; init; }
}
