using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace IqaSharp.Server.Tests.Limits;

/// <summary>Small files of large pictures.</summary>
internal static class Bomb
{
    /// <summary>A black PNG of that size.</summary>
    public static byte[] Png(int width, int height)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Write(file, "IHDR", header);
        var pixels = new MemoryStream();
        using (var packed = new ZLibStream(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var row = new byte[1 + (3 * width)];
            for (var y = 0; y < height; y++)
            {
                packed.Write(row);
            }
        }

        Write(file, "IDAT", pixels.ToArray());
        Write(file, "IEND", []);
        return file.ToArray();
    }

    private static void Write(Stream file, string type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] chunk = [.. Encoding.ASCII.GetBytes(type), .. content];
        file.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(chunk));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
