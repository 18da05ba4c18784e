using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>The file that a score was computed from.</summary>
/// <param name="State">Its state before it was read; null if there was none.</param>
/// <param name="Sha256">SHA-256 of its bytes in lower-case hexadecimal digits; null where it is not computed.</param>
/// <param name="SameAs">The image with the same bytes that was scored instead; null for one that was scored itself.</param>
public sealed record ScoredFile(FileState? State, string? Sha256 = null, string? SameAs = null);
