using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Planes;

/// <summary>Vectorised loops for per-pixel work.</summary>
internal static class Lanes
{
    private static int Width => Vector512<float>.Count;

    /// <summary><c>result[i] = operation(a[i], b[i])</c>; the result may be one of the arguments.</summary>
    public static void Zip<T>(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result, T operation)
        where T : struct, IBinaryOperation
    {
        var i = 0;
        for (; i <= result.Length - Width; i += Width)
        {
            operation.Apply(Vector512.Create(a[i..]), Vector512.Create(b[i..])).CopyTo(result[i..]);
        }

        if (i < result.Length)
        {
            Span<float> last = stackalloc float[Width];
            operation.Apply(Last(a[i..]), Last(b[i..])).CopyTo(last);
            last[..(result.Length - i)].CopyTo(result[i..]);
        }
    }

    /// <summary>Zips whole planes of one size into a new one, on all cores.</summary>
    public static Plane Zip<T>(Plane a, Plane b, T operation)
        where T : struct, IBinaryOperation
    {
        Plane.ThrowIfDifferent(a, b);
        var result = new Plane(a.Width, a.Height);
        ParallelWork.ForRows(a.Height, a.Width, (from, to) => Zip(a.Rows(from, to), b.Rows(from, to), result.Rows(from, to), operation));
        return result;
    }

    /// <summary><c>result[x] = Σ kernel[k] · line[x + k]</c>.</summary>
    public static void Correlate(ReadOnlySpan<float> line, ReadOnlySpan<float> kernel, Span<float> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(line.Length, result.Length + kernel.Length - 1);
        Span<int> starts = stackalloc int[kernel.Length];
        for (var k = 0; k < starts.Length; k++)
        {
            starts[k] = k;
        }

        Combine(line, starts, kernel, result);
    }

    /// <summary><c>result[x] = Σ weights[k] · source[starts[k] + x]</c>: a weighted sum of rows, or of shifted copies of one row.</summary>
    public static void Combine(ReadOnlySpan<float> source, ReadOnlySpan<int> starts, ReadOnlySpan<float> weights, Span<float> result)
    {
        foreach (var start in starts)
        {
            _ = source.Slice(start, result.Length);
        }

        ref var s = ref MemoryMarshal.GetReference(source);
        ref var r = ref MemoryMarshal.GetReference(result);
        var x = 0;
        for (; x <= result.Length - (4 * Width); x += 4 * Width)
        {
            var (s0, s1, s2, s3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (var k = 0; k < weights.Length; k++)
            {
                var weight = Vector512.Create(weights[k]);
                var at = (nuint)(starts[k] + x);
                s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref s, at), weight, s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref s, at + (nuint)Width), weight, s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref s, at + (nuint)(2 * Width)), weight, s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref s, at + (nuint)(3 * Width)), weight, s3);
            }

            s0.StoreUnsafe(ref r, (nuint)x);
            s1.StoreUnsafe(ref r, (nuint)(x + Width));
            s2.StoreUnsafe(ref r, (nuint)(x + (2 * Width)));
            s3.StoreUnsafe(ref r, (nuint)(x + (3 * Width)));
        }

        for (; x < result.Length; x++)
        {
            var sum = 0f;
            for (var k = 0; k < weights.Length; k++)
            {
                sum = MathF.FusedMultiplyAdd(source[starts[k] + x], weights[k], sum);
            }

            result[x] = sum;
        }
    }

    private static Vector512<float> Last(ReadOnlySpan<float> values)
    {
        Span<float> padded = stackalloc float[Width];
        padded.Clear();
        values[..Math.Min(values.Length, Width)].CopyTo(padded);
        return Vector512.Create<float>(padded);
    }
}
