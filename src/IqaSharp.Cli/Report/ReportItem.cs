using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Cli.Report;

/// <summary>A photograph that a report is to show.</summary>
/// <param name="Image">The image, or why there is none.</param>
/// <param name="Name">What the report calls it.</param>
/// <param name="Reference">The file of its reference; null for none.</param>
/// <param name="Known">Its score, where it was scored before.</param>
internal sealed record ReportItem(ImageFile Image, string Name, string? Reference, KnownScore? Known = null);

/// <summary>What a file of scores says of a photograph.</summary>
/// <param name="Score">Its score; null for none.</param>
/// <param name="Error">Why there is none.</param>
/// <param name="Note">What should be known of it; null for nothing.</param>
internal sealed record KnownScore(QualityScore? Score, string? Error, string? Note);
