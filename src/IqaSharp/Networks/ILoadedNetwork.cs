namespace IqaSharp.Networks;

/// <summary>A network that is ready to run, on any number of threads at once.
/// It implements one or more of <see cref="IScorer"/>, <see cref="IPairScorer"/>, <see cref="IEmbedder"/>, <see cref="ILabeller"/>.</summary>
public interface ILoadedNetwork : IDisposable
{
    /// <summary>How many pixels it computes with, for an image of a size: fewer than all of them if it reduces large images.
    /// By default all. Of many images, one of more than 4 megapixels is scored alone, on all threads.</summary>
    long Pixels(int width, int height) => (long)width * height;
}
