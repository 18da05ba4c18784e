using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Resampling;

/// <summary>Pillow's <c>Image.resize</c> on 8-bit pixels, bit-exactly: antialiased when downscaling, in fixed point.</summary>
/// <remarks>Pillow's src/libImaging/Resample.c: coefficients of 22 fractional bits, columns first, 8-bit pixels between the two passes.</remarks>
internal static class PillowResampling
{
    private const int FractionBits = 32 - 8 - 2;
    private const int Half = 1 << (FractionBits - 1);

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
        var narrow = width == image.Width ? image.Pixels : ResizeColumns(image, Coefficients(image.Width, width, reach, kernel));
        var pixels = height == image.Height ? narrow.ToArray() : ResizeRows(narrow, width * 3, Coefficients(image.Height, height, reach, kernel));
        return new Image(width, height, pixels).Named(image.Name);
    }

    /// <summary>The three channels of a pixel are filtered together, as four bytes; the fourth belongs to the next pixel and is overwritten by it.</summary>
    private static ReadOnlySpan<byte> ResizeColumns(Image image, FixedTaps columns)
    {
        var result = new byte[(columns.Length * image.Height * 3) + 1];
        var row = new byte[(image.Width * 3) + 1];
        for (var y = 0; y < image.Height; y++)
        {
            image.Pixels.Slice(y * image.Width * 3, image.Width * 3).CopyTo(row);
            var target = result.AsSpan(y * columns.Length * 3, (columns.Length * 3) + 1);
            for (var x = 0; x < columns.Length; x++)
            {
                var sum = Vector128.Create(Half);
                ref var pixel = ref row[columns.Start[x] * 3];
                foreach (var weight in columns.Of(x))
                {
                    sum += Pixel(ref pixel) * weight;
                    pixel = ref Unsafe.Add(ref pixel, 3);
                }

                var levels = Vector128.Clamp(sum >> FractionBits, Vector128<int>.Zero, Vector128.Create(255)).AsUInt32();
                var bytes = Vector128.Narrow(Vector128.Narrow(levels, levels), Vector128<ushort>.Zero);
                BinaryPrimitives.WriteUInt32LittleEndian(target[(3 * x)..], bytes.AsUInt32()[0]);
            }
        }

        return result.AsSpan(0, result.Length - 1);
    }

    private static byte[] ResizeRows(ReadOnlySpan<byte> source, int stride, FixedTaps rows)
    {
        var result = new byte[rows.Length * stride];
        var sums = new int[stride];
        for (var y = 0; y < rows.Length; y++)
        {
            Array.Fill(sums, Half);
            var weights = rows.Of(y);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                Add(source.Slice((rows.Start[y] + tap) * stride, stride), weights[tap], sums);
            }

            for (var x = 0; x < stride; x++)
            {
                result[(y * stride) + x] = Level(sums[x]);
            }
        }

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

    private static Vector128<int> Pixel(ref byte first)
    {
        var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<int>(ref first)).AsByte();
        return Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32();
    }

    private static byte Level(int sum) => (byte)Math.Clamp(sum >> FractionBits, 0, 255);

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

    private sealed record FixedTaps(int[] Start, int[] Count, int Width, int[] Weights)
    {
        public int Length => Start.Length;

        /// <summary>The weights of one output sample.</summary>
        public ReadOnlySpan<int> Of(int output) => Weights.AsSpan(output * Width, Count[output]);
    }
}
