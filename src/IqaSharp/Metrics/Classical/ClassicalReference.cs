using IqaSharp.Imaging;

namespace IqaSharp.Metrics.Classical;

/// <summary>A reference as one metric sees it.</summary>
internal sealed class ClassicalReference<T>(T reference, Func<Image, T> look, Func<T, T, double> compare) : IClassicalReference
    where T : IDisposable
{
    public double Score(Image distorted)
    {
        using var seen = look(distorted);
        return compare(reference, seen);
    }

    public void Dispose() => reference.Dispose();
}
