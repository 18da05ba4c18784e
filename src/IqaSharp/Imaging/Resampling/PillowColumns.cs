using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.Resampling;

/// <summary>The first pass of <see cref="PillowResampling"/>, which sees every pixel of the image: each row to the new width.</summary>
internal static class PillowColumns
{
    private const int Lanes128 = 4, Lanes256 = 8, Lanes512 = 16;

    /// <returns>[height, columns, 3].</returns>
    public static ReadOnlyMemory<byte> Resize(Image image, FixedTaps columns)
    {
        var result = new byte[columns.Length * image.Height * 3];
        var lanes = Avx512F.IsSupported ? Lanes512 : Avx2.IsSupported ? Lanes256 : Lanes128;
        var spread = lanes > Lanes128 ? Spread(columns, lanes) : [];
        var stride = image.Width * 3;
        ParallelWork.ForRows(image.Height, image.Width, (from, to) =>
        {
            // Behind a row, pixels are read that have no weight. A pixel is written as four bytes, the last of which the next pixel overwrites.
            var row = new byte[stride + Lanes512];
            var line = new byte[(columns.Length * 3) + 1];
            for (var y = from; y < to; y++)
            {
                image.Pixels.Slice(y * stride, stride).CopyTo(row);
                switch (lanes)
                {
                    case Lanes512:
                        ResizeRow512(row, columns, spread, line);
                        break;
                    case Lanes256:
                        ResizeRow256(row, columns, spread, line);
                        break;
                    default:
                        ResizeRow128(row, columns, line);
                        break;
                }

                line.AsSpan(0, columns.Length * 3).CopyTo(result.AsSpan(y * columns.Length * 3));
            }
        });
        return result;
    }

    /// <summary>Five pixels at a time, as sixteen numbers of which the last has no weight.</summary>
    private static void ResizeRow512(ReadOnlySpan<byte> row, FixedTaps columns, ReadOnlySpan<int> spread, Span<byte> target)
    {
        const int together = Lanes512 / 3;
        var steps = Steps(columns, Lanes512);
        ref var weights = ref MemoryMarshal.GetReference(spread);
        for (var x = 0; x < columns.Length; x++)
        {
            var sum = Vector512<int>.Zero;
            ref var pixel = ref Unsafe.Add(ref MemoryMarshal.GetReference(row), columns.Start[x] * 3);
            ref var weight = ref Unsafe.Add(ref weights, x * steps * Lanes512);
            for (var step = (columns.Count[x] + together - 1) / together; step > 0; step--)
            {
                sum += Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref pixel)) * Vector512.LoadUnsafe(ref weight);
                pixel = ref Unsafe.Add(ref pixel, together * 3);
                weight = ref Unsafe.Add(ref weight, Lanes512);
            }

            var second = sum + Vector512.Shuffle(sum, Vector512.Create(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15, 15, 15));
            var fourth = second + Vector512.Shuffle(second, Vector512.Create(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15, 15, 15, 15, 15, 15));
            var fifth = fourth + Vector512.Shuffle(sum, Vector512.Create(12, 13, 14, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15));
            Put(fifth.GetLower().GetLower(), target[(3 * x)..]);
        }
    }

    /// <summary>Two pixels at a time, as eight numbers of which the last two have no weight.</summary>
    private static void ResizeRow256(ReadOnlySpan<byte> row, FixedTaps columns, ReadOnlySpan<int> spread, Span<byte> target)
    {
        const int together = Lanes256 / 3;
        var steps = Steps(columns, Lanes256);
        ref var weights = ref MemoryMarshal.GetReference(spread);
        for (var x = 0; x < columns.Length; x++)
        {
            var sum = Vector256<int>.Zero;
            ref var pixel = ref Unsafe.Add(ref MemoryMarshal.GetReference(row), columns.Start[x] * 3);
            ref var weight = ref Unsafe.Add(ref weights, x * steps * Lanes256);
            for (var step = (columns.Count[x] + together - 1) / together; step > 0; step--)
            {
                sum += Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref pixel)).AsByte()) * Vector256.LoadUnsafe(ref weight);
                pixel = ref Unsafe.Add(ref pixel, together * 3);
                weight = ref Unsafe.Add(ref weight, Lanes256);
            }

            Put(sum.GetLower() + Vector256.Shuffle(sum, Vector256.Create(3, 4, 5, 6, 7, 7, 7, 7)).GetLower(), target[(3 * x)..]);
        }
    }

    /// <summary>A pixel at a time, as four numbers; the fourth belongs to the next pixel.</summary>
    private static void ResizeRow128(ReadOnlySpan<byte> row, FixedTaps columns, Span<byte> target)
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
        var levels = Vector128.Clamp((sum + Vector128.Create(PillowResampling.Half)) >> PillowResampling.FractionBits, Vector128<int>.Zero, Vector128.Create(255)).AsUInt32();
        var bytes = Vector128.Narrow(Vector128.Narrow(levels, levels), Vector128<ushort>.Zero);
        BinaryPrimitives.WriteUInt32LittleEndian(target, bytes.AsUInt32()[0]);
    }

    /// <summary>[outputs, steps, lanes]: each weight three times, for as many pixels as there are room for in a step, then zeros.</summary>
    private static int[] Spread(FixedTaps columns, int lanes)
    {
        var (steps, together) = (Steps(columns, lanes), lanes / 3);
        var spread = new int[columns.Length * steps * lanes];
        for (var x = 0; x < columns.Length; x++)
        {
            var weights = columns.Of(x);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                spread.AsSpan((((x * steps) + (tap / together)) * lanes) + (tap % together * 3), 3).Fill(weights[tap]);
            }
        }

        return spread;
    }

    private static int Steps(FixedTaps columns, int lanes) => (columns.Width + (lanes / 3) - 1) / (lanes / 3);
}
