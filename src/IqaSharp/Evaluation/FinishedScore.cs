namespace IqaSharp.Evaluation;

/// <summary>A row of scores that <c>iqa score</c> wrote.</summary>
/// <param name="Image">The image, as it was given.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Score">The score; null where it failed.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
public sealed record FinishedScore(string Image, string Metric, double? Score, string? Error)
{
    /// <summary>The lower end of the score's interval; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>Its upper end.</summary>
    public double? High { get; init; }

    /// <summary>How near the image is to what the model has learned from, 0 to 100; null where that is unknown.</summary>
    public double? Familiarity { get; init; }

    /// <summary>Whether the image is strange to the model.</summary>
    public bool? Unfamiliar { get; init; }

    /// <summary>What is to be known of the score.</summary>
    public string? Note { get; init; }
}
