using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.Resampling;

/// <summary>The first pass of <see cref="PillowBicubic"/>, which sees every pixel of the image: each row to the new width.</summary>
internal static class PillowColumns
{
    /// <summary>Pixels that are filtered together: eight bytes are read for their six samples.</summary>
    private const int Together = 2;

    private const int Lanes = 8;

    /// <returns>[height, columns, 3].</returns>
    public static ReadOnlyMemory<byte> Resize(Image image, FixedTaps columns)
    {
        var result = new byte[(columns.Length * image.Height * 3) + 1]; // a pixel is written as four bytes, the last of which the next pixel overwrites
        var spread = Vector256.IsHardwareAccelerated ? Spread(columns) : [];
        var stride = image.Width * 3;
        ParallelWork.ForRows(image.Height, image.Width, (from, to) =>
        {
            // Reading goes on behind a row: up to a pixel of weight zero, and two bytes.
            var row = new byte[stride + Lanes];
            var line = new byte[(columns.Length * 3) + 1];
            for (var y = from; y < to; y++)
            {
                image.Pixels.Slice(y * stride, stride).CopyTo(row);
                if (Vector256.IsHardwareAccelerated)
                {
                    ResizeRow(row, columns, spread, line);
                }
                else
                {
                    ResizeRow(row, columns, line);
                }

                line.AsSpan(0, columns.Length * 3).CopyTo(result.AsSpan(y * columns.Length * 3));
            }
        });
        return result.AsMemory(0, result.Length - 1);
    }

    /// <summary>Two pixels at a time, as eight numbers of which the last two have no weight.</summary>
    private static void ResizeRow(ReadOnlySpan<byte> row, FixedTaps columns, ReadOnlySpan<int> spread, Span<byte> target)
    {
        var steps = Steps(columns);
        ref var weights = ref MemoryMarshal.GetReference(spread);
        for (var x = 0; x < columns.Length; x++)
        {
            var sum = Vector256<int>.Zero;
            ref var pixel = ref Unsafe.Add(ref MemoryMarshal.GetReference(row), columns.Start[x] * 3);
            ref var weight = ref Unsafe.Add(ref weights, x * steps * Lanes);
            for (var step = (columns.Count[x] + Together - 1) / Together; step > 0; step--)
            {
                var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref pixel)).AsByte();
                sum += Vector256.WidenLower(Vector128.WidenLower(bytes).ToVector256Unsafe()).AsInt32() * Vector256.LoadUnsafe(ref weight);
                pixel = ref Unsafe.Add(ref pixel, Together * 3);
                weight = ref Unsafe.Add(ref weight, Lanes);
            }

            Put(sum.GetLower() + Vector256.Shuffle(sum, Vector256.Create(3, 4, 5, 6, 7, 7, 7, 7)).GetLower(), target[(3 * x)..]);
        }
    }

    /// <summary>A pixel at a time, as four numbers; the fourth belongs to the next pixel.</summary>
    private static void ResizeRow(ReadOnlySpan<byte> row, FixedTaps columns, Span<byte> target)
    {
        for (var x = 0; x < columns.Length; x++)
        {
            var sum = Vector128<int>.Zero;
            ref var pixel = ref Unsafe.Add(ref MemoryMarshal.GetReference(row), columns.Start[x] * 3);
            foreach (var weight in columns.Of(x))
            {
                var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<int>(ref pixel)).AsByte();
                sum += Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32() * weight;
                pixel = ref Unsafe.Add(ref pixel, 3);
            }

            Put(sum, target[(3 * x)..]);
        }
    }

    private static void Put(Vector128<int> sum, Span<byte> target)
    {
        var levels = Vector128.Clamp((sum + Vector128.Create(PillowBicubic.Half)) >> PillowBicubic.FractionBits, Vector128<int>.Zero, Vector128.Create(255)).AsUInt32();
        var bytes = Vector128.Narrow(Vector128.Narrow(levels, levels), Vector128<ushort>.Zero);
        BinaryPrimitives.WriteUInt32LittleEndian(target, bytes.AsUInt32()[0]);
    }

    /// <summary>[outputs, steps, 8]: each weight three times, for two pixels and two samples of the next.</summary>
    private static int[] Spread(FixedTaps columns)
    {
        var steps = Steps(columns);
        var spread = new int[columns.Length * steps * Lanes];
        for (var x = 0; x < columns.Length; x++)
        {
            var weights = columns.Of(x);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                spread.AsSpan((((x * steps) + (tap / Together)) * Lanes) + (tap % Together * 3), 3).Fill(weights[tap]);
            }
        }

        return spread;
    }

    private static int Steps(FixedTaps columns) => (columns.Width + Together - 1) / Together;
}
