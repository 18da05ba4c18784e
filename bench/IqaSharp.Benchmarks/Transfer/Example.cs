using IqaSharp.Imaging;

namespace IqaSharp.Benchmarks.Transfer;

/// <summary>An image and what is to be predicted of it.</summary>
/// <param name="Key">Its name in the cache of features.</param>
/// <param name="Load">Reads or makes the image.</param>
/// <param name="Target">The rating, the level of the distortion, or the number of its kind.</param>
/// <param name="Scene">Images of one scene are never on both sides of a split.</param>
/// <param name="Measured">Whether a fixed split keeps it for measuring; null where each draw holds out scenes of its own.</param>
internal sealed record Example(string Key, Func<Image> Load, double Target, string Scene, bool? Measured = null);
