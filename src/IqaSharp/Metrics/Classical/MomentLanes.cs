using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IqaSharp.Metrics.Classical;

/// <summary>The inner loops of <see cref="LocalMoments"/>: sixteen windows at a time, each moment about the window's middle.</summary>
/// <param name="window">The taps: an odd number, symmetric.</param>
/// <param name="stride">The distance from one quantity to the next: the number of windows in a row, but at least <see cref="Width"/>.</param>
internal readonly ref struct MomentLanes(ReadOnlySpan<float> window, int stride)
{
    /// <summary>Two means, two variances and the covariance.</summary>
    public const int Quantities = 5;

    private readonly ReadOnlySpan<float> _window = window;

    /// <summary>The windows that are computed together.</summary>
    public static int Width => Vector512<float>.Count;

    /// <summary>The moments of the windows along a row.</summary>
    /// <param name="x">A row of the first image, [stride + taps − 1].</param>
    /// <param name="y">The same row of the second image.</param>
    /// <param name="result">[<see cref="Quantities"/>, stride].</param>
    public void Across(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result)
    {
        var half = _window.Length / 2;
        ref var a = ref MemoryMarshal.GetReference(x[..(stride + (2 * half))]);
        ref var b = ref MemoryMarshal.GetReference(y[..(stride + (2 * half))]);
        ref var r = ref MemoryMarshal.GetReference(result[..(Quantities * stride)]);
        for (var i = 0; i < stride; i += Width)
        {
            // The last block overlaps the one before.
            var at = (nuint)Math.Min(i, stride - Width);
            var (middleX, middleY) = (Vector512.LoadUnsafe(ref a, at + (nuint)half), Vector512.LoadUnsafe(ref b, at + (nuint)half));
            var (meanX, meanY) = (Vector512<float>.Zero, Vector512<float>.Zero);
            var (varianceX, varianceY, covariance) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (var k = 0; k < half; k++)
            {
                var weight = Vector512.Create(_window[k]);
                var (left, right) = (at + (nuint)k, at + (nuint)((2 * half) - k));
                var (x0, x1) = (Vector512.LoadUnsafe(ref a, left) - middleX, Vector512.LoadUnsafe(ref a, right) - middleX);
                var (y0, y1) = (Vector512.LoadUnsafe(ref b, left) - middleY, Vector512.LoadUnsafe(ref b, right) - middleY);
                meanX = Vector512.FusedMultiplyAdd(weight, x0 + x1, meanX);
                meanY = Vector512.FusedMultiplyAdd(weight, y0 + y1, meanY);
                varianceX = Vector512.FusedMultiplyAdd(weight, Vector512.FusedMultiplyAdd(x1, x1, x0 * x0), varianceX);
                varianceY = Vector512.FusedMultiplyAdd(weight, Vector512.FusedMultiplyAdd(y1, y1, y0 * y0), varianceY);
                covariance = Vector512.FusedMultiplyAdd(weight, Vector512.FusedMultiplyAdd(x1, y1, x0 * y0), covariance);
            }

            Store(ref r, at, stride, middleX, middleY, meanX, meanY, varianceX, varianceY, covariance);
        }
    }

    /// <summary>Combines the moments of rows.</summary>
    /// <param name="rows">The moments of rows, each [<see cref="Quantities"/>, stride].</param>
    /// <param name="starts">Where the moments of each of the window's rows begin.</param>
    /// <param name="result">[<see cref="Quantities"/>, stride].</param>
    public void Down(ReadOnlySpan<float> rows, ReadOnlySpan<int> starts, Span<float> result)
    {
        var half = _window.Length / 2;
        foreach (var start in starts)
        {
            _ = rows.Slice(start, Quantities * stride);
        }

        ref var s = ref MemoryMarshal.GetReference(rows);
        ref var r = ref MemoryMarshal.GetReference(result[..(Quantities * stride)]);
        var middleWeight = Vector512.Create(_window[half]);
        for (var i = 0; i < stride; i += Width)
        {
            var at = (nuint)Math.Min(i, stride - Width);
            var middle = at + (nuint)starts[half];
            var (middleX, middleY) = (Load(ref s, middle, 0, stride), Load(ref s, middle, 1, stride));
            var (meanX, meanY) = (Vector512<float>.Zero, Vector512<float>.Zero);
            var (varianceX, varianceY, covariance) = (middleWeight * Load(ref s, middle, 2, stride), middleWeight * Load(ref s, middle, 3, stride), middleWeight * Load(ref s, middle, 4, stride));
            for (var k = 0; k < half; k++)
            {
                var weight = Vector512.Create(_window[k]);
                var (above, below) = (at + (nuint)starts[k], at + (nuint)starts[(2 * half) - k]);
                var (x0, x1) = (Load(ref s, above, 0, stride) - middleX, Load(ref s, below, 0, stride) - middleX);
                var (y0, y1) = (Load(ref s, above, 1, stride) - middleY, Load(ref s, below, 1, stride) - middleY);
                meanX = Vector512.FusedMultiplyAdd(weight, x0 + x1, meanX);
                meanY = Vector512.FusedMultiplyAdd(weight, y0 + y1, meanY);
                varianceX = Vector512.FusedMultiplyAdd(weight, Vector512.FusedMultiplyAdd(x1, x1, Vector512.FusedMultiplyAdd(x0, x0, Load(ref s, above, 2, stride) + Load(ref s, below, 2, stride))), varianceX);
                varianceY = Vector512.FusedMultiplyAdd(weight, Vector512.FusedMultiplyAdd(y1, y1, Vector512.FusedMultiplyAdd(y0, y0, Load(ref s, above, 3, stride) + Load(ref s, below, 3, stride))), varianceY);
                covariance = Vector512.FusedMultiplyAdd(weight, Vector512.FusedMultiplyAdd(x1, y1, Vector512.FusedMultiplyAdd(x0, y0, Load(ref s, above, 4, stride) + Load(ref s, below, 4, stride))), covariance);
            }

            Store(ref r, at, stride, middleX, middleY, meanX, meanY, varianceX, varianceY, covariance);
        }
    }

    private static Vector512<float> Load(ref float rows, nuint at, int quantity, int stride) => Vector512.LoadUnsafe(ref rows, at + (nuint)(quantity * stride));

    /// <summary>Moves the moments from the window's middle to its mean.</summary>
    private static void Store(
        ref float result,
        nuint at,
        int stride,
        Vector512<float> middleX,
        Vector512<float> middleY,
        Vector512<float> meanX,
        Vector512<float> meanY,
        Vector512<float> varianceX,
        Vector512<float> varianceY,
        Vector512<float> covariance)
    {
        (middleX + meanX).StoreUnsafe(ref result, at);
        (middleY + meanY).StoreUnsafe(ref result, at + (nuint)stride);
        Vector512.FusedMultiplyAdd(-meanX, meanX, varianceX).StoreUnsafe(ref result, at + (nuint)(2 * stride));
        Vector512.FusedMultiplyAdd(-meanY, meanY, varianceY).StoreUnsafe(ref result, at + (nuint)(3 * stride));
        Vector512.FusedMultiplyAdd(-meanX, meanY, covariance).StoreUnsafe(ref result, at + (nuint)(4 * stride));
    }
}
