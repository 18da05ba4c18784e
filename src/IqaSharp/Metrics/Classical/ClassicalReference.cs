using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics.Classical;

/// <summary>A reference's features for one metric.</summary>
internal sealed class ClassicalReference<T>(ClassicalMetric metric, Image reference, Func<Image, T> extract, Func<T, T, QualityScore> compare) : IClassicalReference
    where T : IDisposable
{
    private readonly T _features = extract(reference);

    public QualityScore Score(Image distorted)
    {
        using var features = extract(distorted);
        var score = compare(_features, features);
        return score with { Value = Undefined.Resolve(score.Value, reference, distorted, metric.Name, metric.HigherIsBetter ? 1 : 0) };
    }

    public void Dispose() => _features.Dispose();
}
