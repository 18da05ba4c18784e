namespace IqaSharp.Networks;

/// <summary>How a network looks at images. The defaults are exact.</summary>
public record ScoringOptions
{
    /// <summary>The longest side in pixels at which the native scale is taken; null for the photograph's own.
    /// Smaller is faster and no longer what the network was published with; the score says so.</summary>
    public int? MaxSide { get; init; }

    /// <summary>How many crops a metric that looks at crops takes of a pair: 1 to 20.</summary>
    public int Crops { get; init; } = 9;
}
