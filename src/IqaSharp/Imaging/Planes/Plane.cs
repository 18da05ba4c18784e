using System.Buffers;

namespace IqaSharp.Imaging.Planes;

/// <summary>One channel of an image as floats, row by row. The memory is rented from a pool and returned by <see cref="Dispose"/>.</summary>
public sealed class Plane : IDisposable
{
    private float[]? _samples;

    /// <summary>A plane with undefined content.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    public Plane(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Width, Height) = (width, height);
        _samples = ArrayPool<float>.Shared.Rent(checked(width * height));
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>All samples, row by row.</summary>
    public Span<float> Samples => (_samples ?? throw new ObjectDisposedException(nameof(Plane))).AsSpan(0, Width * Height);

    /// <summary>The samples of one row.</summary>
    public Span<float> Row(int y) => Samples.Slice(y * Width, Width);

    /// <summary>The samples of the rows <paramref name="from"/> … <paramref name="to"/> − 1.</summary>
    internal Span<float> Rows(int from, int to) => Samples[(from * Width)..(to * Width)];

    /// <summary>Throws if the planes differ in size.</summary>
    /// <exception cref="ArgumentException">They differ in size.</exception>
    internal static void ThrowIfDifferent(Plane a, Plane b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Width != b.Width || a.Height != b.Height)
        {
            throw new ArgumentException($"planes of {a.Width}×{a.Height} and {b.Width}×{b.Height} samples cannot be compared");
        }
    }

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _samples, null) is { } samples)
        {
            ArrayPool<float>.Shared.Return(samples);
        }
    }
}
