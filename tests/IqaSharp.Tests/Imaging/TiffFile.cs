using System.Buffers.Binary;

namespace IqaSharp.Tests.Imaging;

/// <summary>TIFF files of any kind, built byte by byte: header, directory, values that do not fit into it, then strips or tiles (TIFF 6.0, section 2).</summary>
internal static class TiffFile
{
    public const ushort Byte = 1, Short = 3, Long = 4, Rational = 5, Undefined = 7;

    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="blocks">The encoded strips, or tiles if tag 322 is given.</param>
    /// <param name="tags">Beyond those of size and blocks; one given here replaces the default.</param>
    public static byte[] Of(int width, int height, byte[][] blocks, params (ushort Tag, ushort Type, uint[] Values)[] tags)
    {
        var tiled = tags.Any(static tag => tag.Tag == 322);
        var all = new SortedDictionary<ushort, (ushort Type, uint[] Values)>
        {
            [256] = (Long, [(uint)width]),
            [257] = (Long, [(uint)height]),
            [259] = (Short, [1]),
            [tiled ? (ushort)324 : (ushort)273] = (Long, new uint[blocks.Length]),
            [tiled ? (ushort)325 : (ushort)279] = (Long, [.. blocks.Select(static block => (uint)block.Length)]),
        };
        if (!tiled)
        {
            all[278] = (Long, [(uint)((height + blocks.Length - 1) / blocks.Length)]);
        }

        foreach (var (tag, type, values) in tags)
        {
            all[tag] = (type, values);
        }

        // Offsets have a fixed size, so a first pass finds where the blocks begin.
        var start = Directory(all).Length;
        var offsets = all[tiled ? (ushort)324 : (ushort)273].Values;
        for (var i = 0; i < blocks.Length; i++)
        {
            offsets[i] = (uint)start;
            start += blocks[i].Length;
        }

        return [.. Directory(all), .. blocks.SelectMany(static block => block)];
    }

    /// <summary>Where the blocks of a file begin that holds them last, as <see cref="Of"/> writes it.</summary>
    public static uint StartOf(byte[] tiff, byte[][] blocks) => (uint)(tiff.Length - blocks.Sum(static block => block.Length));

    private static byte[] Directory(SortedDictionary<ushort, (ushort Type, uint[] Values)> tags)
    {
        var valuesAt = 8 + 2 + (12 * tags.Count) + 4;
        var file = new List<byte> { (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, (byte)tags.Count, 0 };
        var values = new List<byte>();
        foreach (var (tag, (type, numbers)) in tags)
        {
            var bytes = numbers.SelectMany(number => Bytes(number, type is Byte or Undefined ? 1 : type == Short ? 2 : 4)).ToArray();
            file.AddRange([.. Bytes(tag, 2), .. Bytes(type, 2), .. Bytes((uint)(type == Rational ? numbers.Length / 2 : numbers.Length), 4)]);
            if (bytes.Length <= 4)
            {
                file.AddRange([.. bytes, .. new byte[4 - bytes.Length]]);
            }
            else
            {
                file.AddRange(Bytes((uint)(valuesAt + values.Count), 4));
                values.AddRange([.. bytes, .. new byte[bytes.Length % 2]]);
            }
        }

        return [.. file, 0, 0, 0, 0, .. values];
    }

    private static byte[] Bytes(uint value, int count)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes[..count];
    }
}
