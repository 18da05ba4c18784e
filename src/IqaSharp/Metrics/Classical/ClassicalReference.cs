using IqaSharp.Imaging;

namespace IqaSharp.Metrics.Classical;

/// <summary>A reference's features for one metric.</summary>
internal sealed class ClassicalReference<T>(T reference, Func<Image, T> extract, Func<T, T, double> compare) : IClassicalReference
    where T : IDisposable
{
    public double Score(Image distorted)
    {
        using var features = extract(distorted);
        return compare(reference, features);
    }

    public void Dispose() => reference.Dispose();
}
