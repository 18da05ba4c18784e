namespace IqaSharp.Networks;

/// <summary>Options for scoring. The defaults follow the published method.</summary>
public record ScoringOptions
{
    /// <summary>The longest side in pixels at which the native scale is taken; null for the photograph's own.
    /// Smaller is faster and no longer what the network was published with; the score says so.</summary>
    public int? MaxSide { get; init; }

    /// <summary>How many crops of a pair are scored, by a metric that scores crops: 1 to 20.</summary>
    public int Crops { get; init; } = 9;
}
