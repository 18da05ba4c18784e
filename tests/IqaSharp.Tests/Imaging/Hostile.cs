using System.Buffers.Binary;
using System.IO.Compression;

namespace IqaSharp.Tests.Imaging;

/// <summary>Hostile files, built in code.</summary>
internal static class Hostile
{
    /// <summary>An 8-bit RGB PNG whose header announces a size, and whose data are a given number of zero bytes.</summary>
    public static byte[] Png(uint width, uint height, int zeros)
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.SmallestSize))
        {
            zlib.Write(new byte[zeros]);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, deflated.ToArray()), .. Chunk("IEND"u8, [])];
    }

    /// <summary>A BMP of any kind: BITMAPINFOHEADER, masks or more header, palette, data (Windows SDK, wingdi.h).</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Negative for rows from top to bottom.</param>
    /// <param name="bits">Bits per pixel.</param>
    /// <param name="data">Rows, each padded to 4 bytes.</param>
    /// <param name="compression">0 none, 1 RLE8, 2 RLE4, 3 bit fields.</param>
    /// <param name="moreHeader">Beyond the first 40 bytes; 68 make it a BITMAPV4HEADER.</param>
    /// <param name="palette">Blue, green, red, 0 for each colour.</param>
    public static byte[] Bmp(int width, int height, int bits, byte[] data, int compression = 0, byte[]? moreHeader = null, byte[]? palette = null)
    {
        byte[] more = [.. moreHeader ?? [], .. palette ?? []];
        var start = 14 + 40 + more.Length;
        var header = new byte[54];
        "BM"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(2), start + data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), start);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), moreHeader?.Length == 68 ? 108 : 40);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), height);
        header[26] = 1;
        header[28] = (byte)bits;
        header[30] = (byte)compression;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(34), data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(46), (palette?.Length ?? 0) / 4);
        return [.. header, .. more, .. data];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        kind.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    /// <summary>PNG specification, annex D.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
