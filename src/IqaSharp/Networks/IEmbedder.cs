using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Networks;

/// <summary>Gives the vectors that a score is made from.</summary>
public interface IEmbedder : ILoadedNetwork
{
    /// <summary>The embedding of an image.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Embedding Embed(Image image, CancellationToken cancellation);
}
