using IqaSharp.Evaluation;

namespace IqaSharp.Cli.Report;

/// <summary>A photograph that a report is to show.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">What the report calls it.</param>
/// <param name="Reference">The file of its reference; null for none.</param>
/// <param name="Error">Why it cannot be scored; null if it can.</param>
/// <param name="Known">Its score, where it was scored before.</param>
internal sealed record ReportItem(string Path, string Name, string? Reference, string? Error, FinishedScore? Known);
