using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Plane = IqaSharp.Imaging.Planes.Plane;

namespace IqaSharp.Restorations.Filtering;

/// <summary>A plane with its mirror image around it, so that neighbours need no test of the border and rows are whole vectors.</summary>
internal sealed class MirroredPlane : IDisposable
{
    private float[]? _samples;

    /// <param name="plane">What is copied.</param>
    /// <param name="margin">How far neighbours may lie outside.</param>
    public MirroredPlane(Plane plane, int margin)
    {
        (Width, Height, Margin) = (plane.Width, plane.Height, margin);
        Lanes = RoundUp(plane.Width);
        Stride = Lanes + (2 * margin);
        _samples = ArrayPool<float>.Shared.Rent(checked(Stride * (plane.Height + (2 * margin))));
        for (var y = -margin; y < plane.Height + margin; y++)
        {
            Fill(plane.Row(Mirror.Index(y, plane.Height)), _samples.AsSpan((y + margin) * Stride, Stride));
        }
    }

    public int Width { get; }

    public int Height { get; }

    public int Margin { get; }

    /// <summary>The width, rounded up to whole vectors.</summary>
    public int Lanes { get; }

    /// <summary>Samples from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>The sample at a position; its neighbours are found by <see cref="Stride"/>.</summary>
    public ref float At(int x, int y) =>
        ref (_samples ?? throw new ObjectDisposedException(nameof(MirroredPlane)))[((y + Margin) * Stride) + x + Margin];

    /// <summary>A whole row, from the left end of the margin on.</summary>
    public ReadOnlySpan<float> Row(int y) => MemoryMarshal.CreateReadOnlySpan(ref At(-Margin, y), Stride);

    /// <summary>A length in whole vectors.</summary>
    public static int RoundUp(int length) => (length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>Samples at a distance from one, as many as a vector holds.</summary>
    public static Vector<float> Load(ref float sample, int distance) => Vector.LoadUnsafe(ref Unsafe.Add(ref sample, distance));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _samples, null) is { } samples)
        {
            ArrayPool<float>.Shared.Return(samples);
        }
    }

    private void Fill(ReadOnlySpan<float> row, Span<float> line)
    {
        row.CopyTo(line[Margin..]);
        for (var x = 1; x <= Margin; x++)
        {
            line[Margin - x] = row[Mirror.Index(-x, row.Length)];
        }

        for (var x = row.Length; x < Lanes + Margin; x++)
        {
            line[Margin + x] = row[Mirror.Index(x, row.Length)];
        }
    }
}
