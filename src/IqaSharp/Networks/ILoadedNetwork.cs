namespace IqaSharp.Networks;

/// <summary>A network that is ready to run, on any number of threads at once.
/// It implements one or more of <see cref="IScorer"/>, <see cref="IPairScorer"/>, <see cref="IEmbedder"/>, <see cref="ILabeller"/>.</summary>
public interface ILoadedNetwork : IDisposable;
