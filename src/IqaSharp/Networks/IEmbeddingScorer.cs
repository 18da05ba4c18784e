using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Networks;

/// <summary>Gives an image's score and its embedding from one run of the network.</summary>
internal interface IEmbeddingScorer : IScorer, IEmbedder
{
    /// <summary>How many numbers an embedding has: those of the class token and of each scale's mean.</summary>
    int EmbeddingLength { get; }

    /// <summary>Scores an image.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    (QualityScore Score, Embedding Embedding) ScoreAndEmbed(Image image, CancellationToken cancellation);

    /// <summary>How many numbers a place of an examination has.</summary>
    int PlaceLength { get; }

    /// <summary>Scores an image, and says what the score comes from.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Examination Examine(Image image, CancellationToken cancellation);
}
