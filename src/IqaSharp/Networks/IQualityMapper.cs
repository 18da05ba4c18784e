using IqaSharp.Imaging;

namespace IqaSharp.Networks;

/// <summary>Says where an image is good, from what its score is computed from.</summary>
internal interface IQualityMapper
{
    /// <summary>The map of an image.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    QualityMap Map(Image image, CancellationToken cancellation);
}
