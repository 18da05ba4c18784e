using System.Buffers.Binary;

namespace IqaSharp.Imaging.Decoding;

/// <summary>The pixels of a BMP that is not run-length encoded.</summary>
internal sealed class BmpRows(BmpHeader header)
{
    /// <summary>Pixels read at once: a row may be as long as the largest image.</summary>
    private const int Piece = 1 << 14;

    private readonly BitField _red = new(header.Masks.Red);
    private readonly BitField _green = new(header.Masks.Green);
    private readonly BitField _blue = new(header.Masks.Blue);
    private readonly BitField _opacity = new(header.Masks.Opacity);

    /// <returns>Whether any pixel is not wholly transparent.</returns>
    /// <exception cref="EndOfStreamException">There are fewer rows than the header announces.</exception>
    public bool Read(Stream file, Span<byte> rgb)
    {
        file.Position = header.PixelOffset;
        var stored = new byte[Piece * 4];
        var visible = false;
        for (var y = 0; y < header.Height; y++)
        {
            var row = rgb.Slice((header.IsTopDown ? y : header.Height - 1 - y) * header.Width * 3, header.Width * 3);
            var left = header.RowBytes;
            for (var x = 0; x < header.Width; x += Piece)
            {
                // The last piece includes the padding.
                var piece = stored.AsSpan(0, (int)Math.Min(left, Piece * header.BitsPerPixel / 8));
                file.ReadExactly(piece);
                left -= piece.Length;
                visible |= ToRgb(piece, row[(3 * x)..Math.Min(row.Length, 3 * (x + Piece))]);
            }
        }

        return visible;
    }

    private bool ToRgb(ReadOnlySpan<byte> stored, Span<byte> rgb)
    {
        if (header.BitsPerPixel <= 8)
        {
            FromPalette(stored, rgb);
            return true;
        }

        if (header.Masks == (0xFF0000, 0xFF00, 0xFF, 0))
        {
            var bytesPerPixel = header.BitsPerPixel / 8;
            for (int from = 0, to = 0; to < rgb.Length; from += bytesPerPixel, to += 3)
            {
                (rgb[to], rgb[to + 1], rgb[to + 2]) = (stored[from + 2], stored[from + 1], stored[from]);
            }

            return true;
        }

        return FromFields(stored, rgb);
    }

    private void FromPalette(ReadOnlySpan<byte> stored, Span<byte> rgb)
    {
        var bits = header.BitsPerPixel;
        var mask = (1 << bits) - 1;
        for (int at = 0, to = 0; to < rgb.Length; at += bits, to += 3)
        {
            var index = stored[at / 8] >> (8 - bits - (at % 8)) & mask;
            header.Palette.AsSpan(3 * index, 3).CopyTo(rgb[to..]);
        }
    }

    private bool FromFields(ReadOnlySpan<byte> stored, Span<byte> rgb)
    {
        var visible = _opacity.IsEmpty;
        var bytesPerPixel = header.BitsPerPixel / 8;
        for (int from = 0, to = 0; to < rgb.Length; from += bytesPerPixel, to += 3)
        {
            var pixel = bytesPerPixel switch
            {
                2 => BinaryPrimitives.ReadUInt16LittleEndian(stored[from..]),
                3 => BinaryPrimitives.ReadUInt16LittleEndian(stored[from..]) | (uint)stored[from + 2] << 16,
                _ => BinaryPrimitives.ReadUInt32LittleEndian(stored[from..]),
            };
            var opacity = _opacity.IsEmpty ? (byte)255 : _opacity.Of(pixel);
            visible |= opacity != 0;
            rgb[to] = Samples.OnWhite(_red.Of(pixel), opacity);
            rgb[to + 1] = Samples.OnWhite(_green.Of(pixel), opacity);
            rgb[to + 2] = Samples.OnWhite(_blue.Of(pixel), opacity);
        }

        return visible;
    }
}
