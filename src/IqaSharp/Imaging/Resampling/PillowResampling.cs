using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.Resampling;

/// <summary>Pillow's <c>Image.resize</c> on 8-bit pixels, bit-exactly: antialiased when downscaling, in fixed point.</summary>
/// <remarks>Pillow's src/libImaging/Resample.c: coefficients of 22 fractional bits, columns first, 8-bit pixels between the two passes.</remarks>
internal static class PillowResampling
{
    public const int FractionBits = 32 - 8 - 2;
    public const int Half = 1 << (FractionBits - 1);

    /// <summary>Resizes an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="width">The new width.</param>
    /// <param name="height">The new height.</param>
    /// <param name="reach">Where the kernel ends, in samples from its centre.</param>
    /// <param name="kernel">The kernel, of the distance from its centre, 0 or more.</param>
    public static Image Resize(Image image, int width, int height, double reach, Func<double, double> kernel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var narrow = width == image.Width ? image.Rgb : PillowColumns.Resize(image, Coefficients(image.Width, width, reach, kernel));
        var pixels = height == image.Height ? narrow.ToArray() : ResizeRows(narrow, width * 3, Coefficients(image.Height, height, reach, kernel));
        return new Image(width, height, pixels).Named(image.Name);
    }

    private static byte[] ResizeRows(ReadOnlyMemory<byte> narrow, int stride, FixedTaps rows)
    {
        var result = new byte[rows.Length * stride];
        ParallelWork.ForRows(rows.Length, stride, (from, to) =>
        {
            for (var y = from; y < to; y++)
            {
                var source = narrow.Span[(rows.Start[y] * stride)..];
                var target = result.AsSpan(y * stride, stride);
                var x = 0;
                for (; x <= stride - Vector128<byte>.Count; x += Vector128<byte>.Count)
                {
                    Sum(source[x..], stride, rows.Of(y)).CopyTo(target[x..]);
                }

                for (; x < stride; x++)
                {
                    var sum = Half;
                    for (var tap = 0; tap < rows.Count[y]; tap++)
                    {
                        sum += source[x + (tap * stride)] * rows.Of(y)[tap];
                    }

                    target[x] = (byte)Math.Clamp(sum >> FractionBits, 0, 255);
                }
            }
        });
        return result;
    }

    /// <summary>Sixteen samples next to each other, from those below one another.</summary>
    private static Vector128<byte> Sum(ReadOnlySpan<byte> source, int stride, ReadOnlySpan<int> weights)
    {
        var half = Vector128.Create(Half);
        var (a, b, c, d) = (half, half, half, half);
        for (var tap = 0; tap < weights.Length; tap++)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(source[(tap * stride)..]));
            var (first, second) = Vector128.Widen(low);
            var (third, fourth) = Vector128.Widen(high);
            var weight = Vector128.Create(weights[tap]);
            a += first.AsInt32() * weight;
            b += second.AsInt32() * weight;
            c += third.AsInt32() * weight;
            d += fourth.AsInt32() * weight;
        }

        return Vector128.Narrow(Vector128.Narrow(Level(a), Level(b)), Vector128.Narrow(Level(c), Level(d)));
    }

    private static Vector128<uint> Level(Vector128<int> sum) => Vector128.Clamp(sum >> FractionBits, Vector128<int>.Zero, Vector128.Create(255)).AsUInt32();

    private static FixedTaps Coefficients(int inputs, int outputs, double reach, Func<double, double> kernel)
    {
        var scale = (double)inputs / outputs;
        var filterScale = Math.Max(scale, 1);
        var support = reach * filterScale;
        var width = ((int)Math.Ceiling(support) * 2) + 1;
        var taps = new FixedTaps(new int[outputs], new int[outputs], width, new int[outputs * width]);
        var weights = new double[width];
        for (var o = 0; o < outputs; o++)
        {
            var centre = (o + 0.5) * scale;
            var first = Math.Max((int)(centre - support + 0.5), 0);
            var count = Math.Min((int)(centre + support + 0.5), inputs) - first;
            var sum = 0.0;
            for (var k = 0; k < count; k++)
            {
                weights[k] = kernel(Math.Abs((k + first - centre + 0.5) * (1 / filterScale)));
                sum += weights[k];
            }

            for (var k = 0; k < count; k++)
            {
                var fixedPoint = weights[k] / sum * (1 << FractionBits);
                taps.Weights[(o * width) + k] = (int)(fixedPoint < 0 ? fixedPoint - 0.5 : fixedPoint + 0.5);
            }

            (taps.Start[o], taps.Count[o]) = (first, count);
        }

        return taps;
    }
}
