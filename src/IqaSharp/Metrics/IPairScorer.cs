using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>Scores images against references of the same size.</summary>
internal interface IPairScorer : IDisposable
{
    /// <summary>Looks at a reference once, for any number of images.</summary>
    /// <exception cref="BadImageException">The reference is not one that the network can look at.</exception>
    IScorer With(Image reference, CancellationToken cancellation);
}
