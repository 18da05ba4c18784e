using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>Scores images, alone or against a reference that it holds.</summary>
internal interface IScorer : IDisposable
{
    /// <exception cref="BadImageException">The image is not one that the network can look at: too small, too narrow.</exception>
    QualityScore Score(Image image, CancellationToken cancellation);
}
