using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;
using Plane = IqaSharp.Imaging.Planes.Plane;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Filtering;

/// <summary>Filters the DCT coefficients of overlapping 8×8 blocks and averages the overlapping results.</summary>
/// <remarks>Eight blocks at once on every processor: the order of summation, and so every byte of the result, is the same everywhere.</remarks>
internal static class SlidingDct
{
    private const int Side = 8;

    private static readonly float[] Basis = Dct8.Basis;

    /// <summary>The filtered plane.</summary>
    /// <param name="plane">0–255.</param>
    /// <param name="step">Rows from one block to the next: 1, 2, 4 or 8. Along a row there is a block at every sample.</param>
    /// <param name="filter">Modifies the coefficients.</param>
    public static Plane Apply<T>(Plane plane, int step, T filter)
        where T : struct, IDctFilter
    {
        var result = new Plane(plane.Width, plane.Height);
        using var padded = new MirroredPlane(plane, 2 * Side);
        var sums = new float[padded.Stride * (plane.Height + (2 * Side))];
        Span<Vector256<float>> block = stackalloc Vector256<float>[Side * Side];
        for (var top = 1 - Side; top < plane.Height; top += step)
        {
            for (var left = 1 - Side; left < plane.Width; left += Side)
            {
                Load(ref padded.At(left, top), padded.Stride, block);
                Forward(block);
                filter.Apply(block);
                Backward(block);
                Add(block, sums, ((top + Side) * padded.Stride) + left + Side, padded.Stride);
            }
        }

        // The last eight blocks of a row may extend beyond the right edge; those sums are never read.
        var scale = (float)step / (Side * Side);
        for (var y = 0; y < plane.Height; y++)
        {
            TensorPrimitives.Multiply(sums.AsSpan(((y + Side) * padded.Stride) + Side, plane.Width), scale, result.Row(y));
        }

        return result;
    }

    private static void Load(ref float corner, int stride, Span<Vector256<float>> block)
    {
        for (var i = 0; i < block.Length; i++)
        {
            block[i] = Vector256.LoadUnsafe(ref Unsafe.Add(ref corner, (i / Side * stride) + (i % Side)));
        }
    }

    private static void Add(ReadOnlySpan<Vector256<float>> block, float[] sums, int corner, int stride)
    {
        for (var i = 0; i < block.Length; i++)
        {
            var at = corner + (i / Side * stride) + (i % Side);
            (Vector256.Create(sums, at) + block[i]).CopyTo(sums, at);
        }
    }

    private static void Forward(Span<Vector256<float>> block)
    {
        for (var row = 0; row < Side; row++)
        {
            Forward(block[(row * Side)..], 1);
        }

        for (var column = 0; column < Side; column++)
        {
            Forward(block[column..], Side);
        }
    }

    private static void Backward(Span<Vector256<float>> block)
    {
        for (var column = 0; column < Side; column++)
        {
            Backward(block[column..], Side);
        }

        for (var row = 0; row < Side; row++)
        {
            Backward(block[(row * Side)..], 1);
        }
    }

    /// <summary>The even frequencies depend on sums, the odd ones on differences of mirrored samples.</summary>
    private static void Forward(Span<Vector256<float>> line, int step)
    {
        var (a, b, c, d) = (line[0], line[step], line[2 * step], line[3 * step]);
        var (h, g, f, e) = (line[7 * step], line[6 * step], line[5 * step], line[4 * step]);
        var (s0, s1, s2, s3, d0, d1, d2, d3) = (a + h, b + g, c + f, d + e, a - h, b - g, c - f, d - e);
        for (var frequency = 0; frequency < Side; frequency += 2)
        {
            var even = Basis.AsSpan(frequency * Side, Side);
            line[frequency * step] = (s0 * even[0]) + (s1 * even[1]) + (s2 * even[2]) + (s3 * even[3]);
            var odd = Basis.AsSpan((frequency + 1) * Side, Side);
            line[(frequency + 1) * step] = (d0 * odd[0]) + (d1 * odd[1]) + (d2 * odd[2]) + (d3 * odd[3]);
        }
    }

    private static void Backward(Span<Vector256<float>> line, int step)
    {
        var (c0, c2, c4, c6) = (line[0], line[2 * step], line[4 * step], line[6 * step]);
        var (c1, c3, c5, c7) = (line[step], line[3 * step], line[5 * step], line[7 * step]);
        for (var sample = 0; sample < Side / 2; sample++)
        {
            var even = (c0 * Basis[sample]) + (c2 * Basis[16 + sample]) + (c4 * Basis[32 + sample]) + (c6 * Basis[48 + sample]);
            var odd = (c1 * Basis[8 + sample]) + (c3 * Basis[24 + sample]) + (c5 * Basis[40 + sample]) + (c7 * Basis[56 + sample]);
            (line[sample * step], line[(7 - sample) * step]) = (even + odd, even - odd);
        }
    }
}
