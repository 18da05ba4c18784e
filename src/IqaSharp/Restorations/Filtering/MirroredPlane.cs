using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IqaSharp.Imaging.Planes;
using Plane = IqaSharp.Imaging.Planes.Plane;

namespace IqaSharp.Restorations.Filtering;

/// <summary>A plane padded by mirroring: neighbours can be read without bounds checks, and rows are whole vectors.</summary>
internal sealed class MirroredPlane : IDisposable
{
    private float[]? _samples;

    /// <param name="plane">The plane to copy.</param>
    /// <param name="margin">Padding on each side.</param>
    public MirroredPlane(Plane plane, int margin)
    {
        (Width, Height, Margin) = (plane.Width, plane.Height, margin);
        AlignedWidth = AlignUp(plane.Width);
        Stride = AlignedWidth + (2 * margin);
        _samples = ArrayPool<float>.Shared.Rent(checked(Stride * (plane.Height + (2 * margin))));
        for (var y = -margin; y < plane.Height + margin; y++)
        {
            Fill(plane.Row(SymmetricBorder.Index(y, plane.Height)), _samples.AsSpan((y + margin) * Stride, Stride));
        }
    }

    public int Width { get; }

    public int Height { get; }

    public int Margin { get; }

    /// <summary>The width without padding, rounded up to whole vectors.</summary>
    public int AlignedWidth { get; }

    /// <summary>Distance between vertically adjacent samples.</summary>
    public int Stride { get; }

    /// <summary>The sample at a position, which may lie in the padding.</summary>
    public ref float At(int x, int y) =>
        ref (_samples ?? throw new ObjectDisposedException(nameof(MirroredPlane)))[((y + Margin) * Stride) + x + Margin];

    /// <summary>A row with its padding.</summary>
    public ReadOnlySpan<float> Row(int y) => MemoryMarshal.CreateReadOnlySpan(ref At(-Margin, y), Stride);

    /// <summary>A length, rounded up to whole vectors.</summary>
    public static int AlignUp(int length) => (length + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>The vector of samples that begins at an offset from a sample.</summary>
    public static Vector<float> Load(ref float sample, int offset) => Vector.LoadUnsafe(ref Unsafe.Add(ref sample, offset));

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
            line[Margin - x] = row[SymmetricBorder.Index(-x, row.Length)];
        }

        for (var x = row.Length; x < AlignedWidth + Margin; x++)
        {
            line[Margin + x] = row[SymmetricBorder.Index(x, row.Length)];
        }
    }
}
