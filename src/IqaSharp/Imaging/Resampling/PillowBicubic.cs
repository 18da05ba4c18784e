using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.Resampling;

/// <summary>Pillow's <c>Image.resize(…, Image.BICUBIC)</c> on 8-bit pixels, bit-exactly: a = −0.5, antialiased when downscaling, in fixed point.</summary>
/// <remarks>Pillow's src/libImaging/Resample.c: coefficients of 22 fractional bits, columns first, 8-bit pixels between the two passes.</remarks>
public static class PillowBicubic
{
    internal const int FractionBits = 32 - 8 - 2;
    internal const int Half = 1 << (FractionBits - 1);
    private const double Support = 2;
    private const double A = -0.5;

    /// <summary>Resizes an image.</summary>
    public static Image Resize(Image image, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var narrow = width == image.Width ? image.Rgb : PillowColumns.Resize(image, Coefficients(image.Width, width));
        var pixels = height == image.Height ? narrow.ToArray() : ResizeRows(narrow, width * 3, Coefficients(image.Height, height));
        return new Image(width, height, pixels).Named(image.Name);
    }

    private static byte[] ResizeRows(ReadOnlyMemory<byte> source, int stride, FixedTaps rows)
    {
        var result = new byte[rows.Length * stride];
        ParallelWork.ForRows(rows.Length, stride, (from, to) =>
        {
            var sums = new int[stride];
            for (var y = from; y < to; y++)
            {
                Array.Fill(sums, Half);
                var weights = rows.Of(y);
                for (var tap = 0; tap < weights.Length; tap++)
                {
                    Add(source.Span.Slice((rows.Start[y] + tap) * stride, stride), weights[tap], sums);
                }

                var target = result.AsSpan(y * stride, stride);
                for (var x = 0; x < stride; x++)
                {
                    target[x] = (byte)Math.Clamp(sums[x] >> FractionBits, 0, 255);
                }
            }
        });
        return result;
    }

    private static void Add(ReadOnlySpan<byte> row, int weight, Span<int> sums)
    {
        var x = 0;
        for (; x <= row.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(row[x..]));
            Add(low, weight, sums[x..]);
            Add(high, weight, sums[(x + Vector128<ushort>.Count)..]);
        }

        for (; x < row.Length; x++)
        {
            sums[x] += row[x] * weight;
        }
    }

    private static void Add(Vector128<ushort> levels, int weight, Span<int> sums)
    {
        var (low, high) = Vector128.Widen(levels);
        (Vector128.Create<int>(sums) + (low.AsInt32() * weight)).CopyTo(sums);
        var rest = sums[Vector128<int>.Count..];
        (Vector128.Create<int>(rest) + (high.AsInt32() * weight)).CopyTo(rest);
    }

    private static FixedTaps Coefficients(int inputs, int outputs)
    {
        var scale = (double)inputs / outputs;
        var filterScale = Math.Max(scale, 1);
        var support = Support * filterScale;
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
                weights[k] = Cubic((k + first - centre + 0.5) * (1 / filterScale));
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

    private static double Cubic(double x)
    {
        x = Math.Abs(x);
        return x switch
        {
            < 1 => ((((A + 2) * x) - (A + 3)) * x * x) + 1,
            < 2 => ((((x - 5) * x) + 8) * x - 4) * A,
            _ => 0,
        };
    }
}
