namespace IqaSharp.Core;

/// <summary>An image's quality according to one metric, whose card says what the number means.</summary>
/// <param name="Value">The score.</param>
public sealed record QualityScore(double Value)
{
    /// <summary>An image of a smaller <see cref="Familiarity"/> is unfamiliar.</summary>
    public const double UnfamiliarBelow = 3;

    /// <summary>The predicted share of raters who give 1, 2, …; its mean is the score. Null for a model that predicts no distribution.</summary>
    public IReadOnlyList<double>? Distribution { get; init; }

    /// <summary>Where nine of ten people's mean opinions of such images lie, on the metric's scale; null for a model that was not calibrated.</summary>
    public ScoreInterval? Interval { get; init; }

    /// <summary>How near the image is to what the model has learned from, 0 to 100: the percentage of photographs that the model did not learn from, but of the same
    /// source, that lie farther away. Null for a model that was not calibrated.</summary>
    public double? Familiarity { get; init; }

    /// <summary>Whether the image is strange to the model, such as a document, a drawing or a test pattern: its score and its interval mean little.
    /// Null for a model that was not calibrated.</summary>
    public bool? IsUnfamiliar => Familiarity is { } familiarity ? familiarity < UnfamiliarBelow : null;

    /// <summary>The longer side in pixels that the native scale was reduced to, by <c>MetricOptions.MaxSide</c> or by the model's own limit; null where the network saw all pixels.</summary>
    public int? NativeSide { get; init; }

    /// <summary>The standard deviation of the crops' scores, for a metric that scores several crops of an image; their mean is the score.</summary>
    public double? Spread { get; init; }

    /// <summary>The numbers that the score is made of, by name and in order, for a metric that weights many; else null.</summary>
    public IReadOnlyDictionary<string, double>? SubScores { get; init; }

    /// <summary>Which image was resized and how, where <c>MetricOptions.SizeMismatch</c> applied to two of different sizes; else null.</summary>
    public string? Fitted { get; init; }

    /// <summary>How exactly it was computed.</summary>
    public Precision Precision { get; init; }

    /// <summary>The score as a person reads it, such as <c>71.34 (58 to 84), unfamiliar</c>.</summary>
    public override string ToString()
    {
        var interval = Interval is { } known ? $" ({Printable.Of(known.Low, "0.##")} to {Printable.Of(known.High, "0.##")})" : "";
        return $"{Printable.Of(Value, "0.####")}{interval}{(IsUnfamiliar == true ? ", unfamiliar" : "")}";
    }
}
