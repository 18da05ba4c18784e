using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using IqaSharp.Core;

namespace IqaSharp.Checkpoints;

/// <summary>NumPy's <c>.npz</c>: an archive of arrays, stored (then read on use) or deflated.</summary>
/// <remarks>NumPy's NEP 1, versions 1 to 3 of the array header.</remarks>
internal static partial class Npz
{
    private const string Suffix = ".npy";
    private const int LongestHeader = 65536;
    private const int MostDimensions = 32;

    // Masks, counters and indices are not weights.
    private static readonly string[] Buffers = ["|b1", "|i1", "|u1", "<i2", "<u2", "<u4", "<u8"];

    /// <exception cref="BadWeightsException">An array is damaged, or of an unsupported type.</exception>
    public static Checkpoint Read(WeightFile file, List<ZipEntry> entries)
    {
        var tensors = new Dictionary<string, Tensor>();
        var ignored = 0;
        foreach (var entry in entries.Where(e => e.Name.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            try
            {
                if (ReadArray(entry) is not { } tensor)
                {
                    ignored++;
                }
                else if (!tensors.TryAdd(entry.Name[..^Suffix.Length], tensor))
                {
                    throw new InvalidDataException("is there twice");
                }
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                throw new BadWeightsException(file.Path, $"{entry.Name}: {(e is EndOfStreamException ? "is cut off" : e.Message)}", e);
            }
        }

        return new Checkpoint(file.Path, tensors, ignored: ignored, backing: file);
    }

    /// <summary>An array; null for one that is not weights.</summary>
    private static Tensor? ReadArray(ZipEntry entry)
    {
        // The header is read first, so that no more is inflated than it announces.
        using var stream = entry.Open();
        var (header, dataStart) = ReadHeader(stream);
        var match = Header().Match(header);
        if (!match.Success || Shape(match.Groups["shape"].Value) is not { } shape)
        {
            throw new InvalidDataException("has no header of an array");
        }

        if (Buffers.Contains(match.Groups["type"].Value))
        {
            return null;
        }

        var (type, size) = match.Groups["type"].Value switch
        {
            "<f2" => (TensorType.F16, 2),
            "<f4" => (TensorType.F32, 4),
            "<f8" => (TensorType.F64, 8),
            "<i8" => (TensorType.I64, 8),
            "<i4" => (TensorType.I64, 4),
            var other => throw new InvalidDataException($"is of type {other}, which is none of <f2, <f4, <f8, <i4, <i8"),
        };
        if (TensorShape.Bytes(shape, type) is not { } bytes || (bytes / Tensor.SizeOf(type) * size) + dataStart != entry.Length)
        {
            throw new InvalidDataException($"does not hold the shape [{string.Join(", ", shape)}] that it announces");
        }

        var sides = Array.ConvertAll(shape, side => (int)side);
        var content = entry.Content()[dataStart..];
        content = size == Tensor.SizeOf(type) ? content : Widen(content.Span);
        return match.Groups["fortran"].Value == "True"
            ? new Tensor(type, sides, Strided.Gather(content.Span, Tensor.SizeOf(type), 0, sides, Strided.ColumnMajor(sides)))
            : new Tensor(type, sides, content);
    }

    private static (string Header, int DataStart) ReadHeader(Stream stream)
    {
        Span<byte> start = stackalloc byte[12];
        stream.ReadExactly(start[..10]);
        if (start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
        {
            throw new InvalidDataException("is no array");
        }

        var isLong = start[6] > 1;
        if (isLong)
        {
            stream.ReadExactly(start[10..]);
        }

        var length = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (length > LongestHeader)
        {
            throw new InvalidDataException("has no header of an array");
        }

        var header = new byte[length];
        stream.ReadExactly(header);
        return (Encoding.UTF8.GetString(header), (isLong ? 12 : 10) + (int)length);
    }

    /// <summary>The sides of a Python tuple such as <c>3, 4</c> or <c>3,</c>; null if it is none.</summary>
    private static long[]? Shape(string tuple)
    {
        var sides = tuple.Split(',');
        var shape = new long[string.IsNullOrWhiteSpace(sides[^1]) ? sides.Length - 1 : sides.Length];
        for (var i = 0; i < shape.Length; i++)
        {
            if (!long.TryParse(sides[i].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]))
            {
                return null;
            }
        }

        return shape.Length <= MostDimensions ? shape : null;
    }

    private static byte[] Widen(ReadOnlySpan<byte> integers)
    {
        var wide = new byte[integers.Length * 2];
        for (var i = 0; i < integers.Length; i += 4)
        {
            BinaryPrimitives.WriteInt64LittleEndian(wide.AsSpan(2 * i), BinaryPrimitives.ReadInt32LittleEndian(integers[i..]));
        }

        return wide;
    }

    // A Python literal; NumPy only writes this form: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }. No part of the pattern can match in two ways.
    [GeneratedRegex(@"^\{'descr': '(?<type>[^']{1,16})', 'fortran_order': (?<fortran>True|False), 'shape': \((?<shape>[0-9, ]*)\),? ?\}\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Header();
}
