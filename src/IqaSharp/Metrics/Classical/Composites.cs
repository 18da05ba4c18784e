namespace IqaSharp.Metrics.Classical;

/// <summary>The features of an image on each background that shows through: one for an opaque image.</summary>
internal sealed class Composites<T>(IEnumerable<T> features) : IDisposable
    where T : IDisposable
{
    private readonly List<T> _features = [.. features];

    /// <summary>Compares two images on each background.</summary>
    public IEnumerable<TResult> With<TResult>(Composites<T> other, Func<T, T, TResult> compare) =>
        Enumerable.Range(0, Math.Max(_features.Count, other._features.Count)).Select(i => compare(On(i), other.On(i)));

    public void Dispose() => _features.ForEach(features => features.Dispose());

    private T On(int background) => _features[Math.Min(background, _features.Count - 1)];
}
