namespace IqaSharp.Evaluation;

/// <summary>One image of a <see cref="WorkList"/>.</summary>
/// <param name="Image">Its path.</param>
/// <param name="Reference">The path of its reference; null for a metric that takes none.</param>
/// <param name="Error">Why it cannot be scored; null if it can.</param>
public sealed record WorkItem(string Image, string? Reference, string? Error);
