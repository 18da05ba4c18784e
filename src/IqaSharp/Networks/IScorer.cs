using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Networks;

/// <summary>Scores images, alone or against a reference that it holds.</summary>
public interface IScorer : ILoadedNetwork
{
    /// <summary>Scores an image.</summary>
    /// <exception cref="BadImageException">The image is not one that the network can look at: too small, too narrow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    QualityScore Score(Image image, CancellationToken cancellation);
}
