using System.Buffers.Binary;

namespace IqaSharp.Imaging.Decoding;

/// <summary>The headers, masks and palette of a BMP.</summary>
/// <remarks>Windows SDK, wingdi.h: BITMAPFILEHEADER of 14 bytes; a header of 12 (BITMAPCOREHEADER), 40 (BITMAPINFOHEADER), 52, 56, 108 (V4) or 124 bytes (V5),
/// or OS/2's of 16 or 64; bit masks; the palette. Colour spaces and profiles of V4 and V5 are ignored.</remarks>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsTopDown">Whether the first row is the top one; else it is the bottom one.</param>
/// <param name="BitsPerPixel">1, 2, 4, 8 (with a palette), 16, 24 or 32.</param>
/// <param name="IsRunLength">Whether runs of palette indices are stored (RLE4, RLE8) instead of rows.</param>
/// <param name="PixelOffset">Where the pixels begin in the file.</param>
/// <param name="Palette">[256, 3]: red, green and blue; black beyond the file's palette.</param>
/// <param name="Masks">The bits of red, green, blue and opacity in a pixel of 16 bits or more; opacity may have none.</param>
internal sealed record BmpHeader(
    int Width, int Height, bool IsTopDown, int BitsPerPixel, bool IsRunLength, uint PixelOffset, byte[] Palette, (uint Red, uint Green, uint Blue, uint Opacity) Masks)
{
    private const int FileHeader = 14;
    private const int Core = 12;
    private const int Info = 40;
    private const int Os2 = 64;
    private const int Largest = 124;

    /// <summary>Bytes of a stored row: rows are padded to four.</summary>
    public long RowBytes => (((long)Width * BitsPerPixel) + 31) / 32 * 4;

    /// <summary>Reads the header, and refuses sizes before anything is allocated for them.</summary>
    /// <exception cref="BadImageException">It contradicts itself, is of a kind that is not read, or exceeds the limits.</exception>
    /// <exception cref="EndOfStreamException">The file ends before its pixels.</exception>
    public static BmpHeader Read(Stream file, string name, DecodeOptions options)
    {
        var bytes = new byte[FileHeader + Largest];
        file.ReadExactly(bytes, 0, FileHeader + sizeof(int));
        var size = (int)Math.Min(U32(bytes, FileHeader), Largest);
        file.ReadExactly(bytes, FileHeader + sizeof(int), size - sizeof(int));
        var info = bytes.AsSpan(FileHeader);
        var (width, height) = size == Core ? (U16(info, 4), U16(info, 6)) : ((int)U32(info, 4), (long)(int)U32(info, 8));
        SizeLimit.Check(width, Math.Abs(height), name, options);

        var bits = U16(info, size == Core ? 10 : 14);
        var compression = size >= Info ? (BmpCompression)U32(info, 16) : BmpCompression.None;
        if (!IsRead(compression, bits, size))
        {
            throw new BadImageException(name, $"a BMP of {bits} bits per pixel and compression {(uint)compression}, which is not read");
        }

        var masks = compression is BmpCompression.BitFields or BmpCompression.AlphaBitFields ? Fields(file, info, size, compression) : Standard(bits);
        var palette = bits <= 8 ? ReadPalette(file, bits, size >= Info ? U32(info, 32) : 0, size == Core) : [];
        var offset = U32(bytes, 10);
        return offset >= file.Position && !Overlap(masks)
            ? new((int)width, (int)Math.Abs(height), height < 0, bits, compression is BmpCompression.RunLength8 or BmpCompression.RunLength4, offset, palette, masks)
            : throw new BadImageException(name, "damaged BMP: its header makes no sense");
    }

    private static bool IsRead(BmpCompression compression, int bits, int size) => compression switch
    {
        BmpCompression.None => bits is 1 or 2 or 4 or 8 or 16 or 24 or 32,
        BmpCompression.RunLength8 => bits == 8,
        BmpCompression.RunLength4 => bits == 4,
        BmpCompression.BitFields or BmpCompression.AlphaBitFields => bits is 16 or 24 or 32 && size != Os2, // OS/2 means Huffman codes by 3
        _ => false,
    };

    /// <summary>The masks: after a header of 40 bytes, or inside a longer one.</summary>
    private static (uint Red, uint Green, uint Blue, uint Opacity) Fields(Stream file, Span<byte> info, int size, BmpCompression compression)
    {
        if (size == Info)
        {
            file.ReadExactly(info.Slice(Info, compression == BmpCompression.AlphaBitFields ? 16 : 12));
        }

        // The rest of the buffer is zero: a header without an opacity mask has none.
        var used = uint.MaxValue >> (32 - U16(info, 14));
        return (U32(info, 40) & used, U32(info, 44) & used, U32(info, 48) & used, U32(info, 52) & used);
    }

    private static (uint Red, uint Green, uint Blue, uint Opacity) Standard(int bits) =>
        bits == 16 ? (0x7C00u, 0x3E0u, 0x1Fu, 0u) : (0xFF0000u, 0xFF00u, 0xFFu, 0u);

    private static bool Overlap((uint Red, uint Green, uint Blue, uint Opacity) m) =>
        (m.Red & m.Green | (m.Red | m.Green) & m.Blue | (m.Red | m.Green | m.Blue) & m.Opacity) != 0;

    /// <param name="file">At its palette.</param>
    /// <param name="bits">Per pixel.</param>
    /// <param name="announced">The number of colours in the header; 0 for 2 to the power of the bits.</param>
    /// <param name="isCore">Three bytes per colour instead of four.</param>
    private static byte[] ReadPalette(Stream file, int bits, uint announced, bool isCore)
    {
        var most = 1 << bits;
        var bytesPerColour = isCore ? 3 : 4;
        var stored = new byte[(announced == 0 ? most : (int)Math.Min(announced, most)) * bytesPerColour];
        file.ReadExactly(stored);
        var palette = new byte[256 * 3];
        for (int from = 0, to = 0; from < stored.Length; from += bytesPerColour, to += 3)
        {
            (palette[to], palette[to + 1], palette[to + 2]) = (stored[from + 2], stored[from + 1], stored[from]);
        }

        return palette;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
