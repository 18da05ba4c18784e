using IqaSharp.Imaging;

namespace IqaSharp.Networks;

/// <summary>Scores images against references of the same size.</summary>
public interface IPairScorer : ILoadedNetwork
{
    /// <summary>Processes a reference once, for any number of images. What it returns is to be disposed of before this.</summary>
    /// <exception cref="BadImageException">The network cannot use the reference, for example because it is too small.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    IScorer With(Image reference, CancellationToken cancellation);
}
