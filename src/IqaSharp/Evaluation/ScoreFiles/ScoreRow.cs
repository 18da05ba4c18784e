using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>One image in a file of scores.</summary>
/// <param name="Image">Its path, or <c>archive.tar#member</c>.</param>
/// <param name="Scores">Its score by each metric of the file, in their order; null where there is none.</param>
public sealed record ScoreRow(string Image, IReadOnlyList<QualityScore?> Scores)
{
    /// <summary>What it was compared with; null for metrics without a reference.</summary>
    public string? Reference { get; init; }

    /// <summary>Pixels per row; null if it could not be decoded.</summary>
    public int? Width { get; init; }

    /// <summary>Rows of pixels; null if it could not be decoded.</summary>
    public int? Height { get; init; }

    /// <summary>Why there is no score, or not one of each metric; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>What should be known of the scores, such as that the image was resized; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The file as it was before it was read; null where that is not recorded.</summary>
    public FileState? State { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal digits; null where it is not recorded.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The image with the same bytes that was scored instead; null for one that was scored itself.</summary>
    public string? SameAs { get; init; }
}
