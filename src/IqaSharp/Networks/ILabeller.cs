using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Networks;

/// <summary>Names what it sees in an image.</summary>
public interface ILabeller : ILoadedNetwork
{
    /// <summary>All labels, the likeliest first.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    IReadOnlyList<Label> Classify(Image image, CancellationToken cancellation);
}
