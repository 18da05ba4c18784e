using IqaSharp.Imaging;

namespace IqaSharp.Metrics.Classical;

/// <summary>A reference's features for one metric.</summary>
internal sealed class ClassicalReference<T>(ClassicalMetric metric, Image reference, Func<Image, T> extract, Func<T, T, double> compare) : IClassicalReference
    where T : IDisposable
{
    private readonly T _features = extract(reference);

    public double Score(Image distorted)
    {
        using var features = extract(distorted);
        return Undefined.Resolve(compare(_features, features), reference, distorted, metric.Name, metric.HigherIsBetter ? 1 : 0);
    }

    public void Dispose() => _features.Dispose();
}
