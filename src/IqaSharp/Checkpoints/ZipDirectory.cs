using System.Buffers.Binary;
using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Checkpoints;

/// <summary>Reads a zip archive's central directory with the position of each file, which reading on use needs and System.IO.Compression does not give.</summary>
/// <remarks>PKWARE's APPNOTE 6.3: end record (4.3.16), its 64-bit form (4.3.14), central headers (4.3.12), local headers (4.3.7).</remarks>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = 65535;
    private const int CentralLength = 46;
    private const int LocalLength = 30;
    private const int MostEntries = 100_000;
    private const int LargestDirectory = 1 << 26; // it is read at once

    /// <summary>The largest ratio of inflated to archive size. Weights hardly compress, so an archive beyond it is a zip bomb.</summary>
    private const long MostInflation = 50;

    /// <exception cref="BadWeightsException">The archive is damaged, encrypted, or a zip bomb.</exception>
    public static List<ZipEntry> Read(WeightFile file)
    {
        var (position, length, count) = Locate(file);
        if (count > MostEntries || length > LargestDirectory || file.Window(position, length) is not { } directory)
        {
            throw Damaged(file);
        }

        var entries = new List<ZipEntry>();
        var inflated = 0L;
        var rest = directory.Span;
        for (var i = 0L; i < count; i++)
        {
            if (rest.Length < CentralLength || U32(rest, 0) != 0x02014b50)
            {
                throw Damaged(file);
            }

            var (nameLength, extraLength, commentLength) = (U16(rest, 28), U16(rest, 30), U16(rest, 32));
            var total = CentralLength + nameLength + extraLength + commentLength;
            if (rest.Length < total)
            {
                throw Damaged(file);
            }

            var entry = Entry(file, rest[..total], nameLength, extraLength);
            entries.Add(entry);
            inflated += entry.Length;
            rest = rest[total..];
        }

        return inflated > MostInflation * file.Length
            ? throw new BadWeightsException(file.Path, $"inflates to {inflated / 1e6:0} MB, more than {MostInflation} times its size: no checkpoint does")
            : entries;
    }

    private static ZipEntry Entry(WeightFile file, ReadOnlySpan<byte> header, int nameLength, int extraLength)
    {
        var (flags, method) = (U16(header, 8), U16(header, 10));
        var name = Encoding.UTF8.GetString(header.Slice(CentralLength, nameLength));
        var (raw, length, offset) = Extended(header.Slice(CentralLength + nameLength, extraLength), U32(header, 20), U32(header, 24), U32(header, 42));
        if ((flags & 1) != 0 || method is not (0 or 8))
        {
            throw new BadWeightsException(file.Path, $"{name} is {((flags & 1) != 0 ? "encrypted" : "compressed by another method than deflate")}");
        }

        if (method == 0 && raw != length
            || length is < 0 or > int.MaxValue
            || file.Window(offset, LocalLength) is not { } local
            || U32(local.Span, 0) != 0x04034b50
            || file.Window(offset + LocalLength + U16(local.Span, 26) + U16(local.Span, 28), raw) is not { } content)
        {
            throw new BadWeightsException(file.Path, $"{name} does not lie in the archive as its directory says");
        }

        return new ZipEntry(name, method == 8, length, content);
    }

    /// <summary>Locates the central directory.</summary>
    private static (long Position, long Length, long Count) Locate(WeightFile file)
    {
        var tail = file.Window(Math.Max(0, file.Length - EndLength - LongestComment), Math.Min(file.Length, EndLength + LongestComment))!.Value.Span;
        var end = tail.LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || tail.Length - end < EndLength)
        {
            throw Damaged(file);
        }

        var record = tail[end..];
        var (count, length, position) = ((long)U16(record, 10), (long)U32(record, 12), (long)U32(record, 16));
        var locator = file.Length - tail.Length + end - 20;
        if ((count == ushort.MaxValue || length == uint.MaxValue || position == uint.MaxValue)
            && file.Window(locator, 20) is { } pointer && U32(pointer.Span, 0) == 0x07064b50
            && file.Window(I64(pointer.Span, 8), 56) is { } large && U32(large.Span, 0) == 0x06064b50)
        {
            return (I64(large.Span, 48), I64(large.Span, 40), I64(large.Span, 32));
        }

        return (position, length, count);
    }

    /// <summary>The sizes and the offset, from the Zip64 extra field if the 32-bit fields overflow.</summary>
    private static (long Raw, long Length, long Offset) Extended(ReadOnlySpan<byte> extra, uint raw, uint length, uint offset)
    {
        long[] values = [length, raw, offset]; // in the order of the extra field
        while (extra.Length >= 4)
        {
            var size = Math.Min(U16(extra, 2), extra.Length - 4);
            if (U16(extra, 0) == 1)
            {
                var field = extra.Slice(4, size);
                for (var i = 0; i < values.Length && field.Length >= 8; i++)
                {
                    if (values[i] == uint.MaxValue)
                    {
                        values[i] = I64(field, 0);
                        field = field[8..];
                    }
                }
            }

            extra = extra[(4 + size)..];
        }

        return (values[1], values[0], values[2]);
    }

    private static BadWeightsException Damaged(WeightFile file) => new(file.Path, "the archive is damaged or cut off");

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
