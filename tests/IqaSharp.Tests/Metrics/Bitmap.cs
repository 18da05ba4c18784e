using System.Buffers.Binary;

namespace IqaSharp.Tests.Metrics;

/// <summary>Writes large images quickly.</summary>
internal static class Bitmap
{
    /// <summary>A 24-bit BMP of black pixels; its width is a multiple of 4.</summary>
    public static async Task WriteAsync(string path, int width, int height)
    {
        const int Header = 54;
        var bytes = new byte[Header + (width * height * 3)];
        "BM"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2), bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(10), Header);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), height);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(28), 24);
        await File.WriteAllBytesAsync(path, bytes);
    }
}
