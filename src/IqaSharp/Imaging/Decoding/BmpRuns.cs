namespace IqaSharp.Imaging.Decoding;

/// <summary>The pixels of a run-length encoded BMP: RLE8, or RLE4 where two pixels share a byte.</summary>
/// <remarks>Windows SDK, "Bitmap compression". Pixels without a run are transparent.</remarks>
internal sealed class BmpRuns(BmpHeader header, string name)
{
    private int _x;
    private int _y;

    /// <summary>Reads the runs to the end of the image.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rgb">The image; empty to only check the runs.</param>
    /// <returns>Whether any pixel was set.</returns>
    /// <exception cref="EndOfStreamException">The runs end before the last row does.</exception>
    /// <exception cref="BadImageException">They leave the image.</exception>
    public bool Read(Stream file, Span<byte> rgb)
    {
        (file.Position, _x, _y) = (header.PixelOffset, 0, 0);
        var visible = false;
        Span<byte> indices = stackalloc byte[256];
        while (_y < header.Height)
        {
            var (count, value) = (Next(file), Next(file));
            switch (count, value)
            {
                case (0, 0): // end of line
                    (_x, _y) = (0, _y + 1);
                    break;
                case (0, 1): // end of the bitmap
                    return visible;
                case (0, 2): // delta: a jump
                    (_x, _y) = (_x + Next(file), _y + Next(file));
                    Require(_x <= header.Width && _y <= header.Height);
                    break;
                case (0, _): // absolute mode: literal pixels, padded to words
                    Require(_x + value <= header.Width);
                    var bytes = ((value * header.BitsPerPixel) + 7) / 8;
                    file.ReadExactly(indices[..(bytes + (bytes & 1))]);
                    visible |= Put(indices, value, rgb);
                    break;
                default: // encoded mode: a repeated byte; some encoders exceed the end of the row
                    indices.Fill(value);
                    visible |= Put(indices, Math.Min(count, header.Width - _x), rgb);
                    break;
            }
        }

        return visible;
    }

    private bool Put(ReadOnlySpan<byte> indices, int count, Span<byte> rgb)
    {
        for (var i = 0; i < count && !rgb.IsEmpty; i++)
        {
            var index = header.BitsPerPixel == 8 ? indices[i] : i % 2 == 0 ? indices[i / 2] >> 4 : indices[i / 2] & 15;
            var row = header.IsTopDown ? _y : header.Height - 1 - _y;
            header.Palette.AsSpan(3 * index, 3).CopyTo(rgb[(3 * ((row * header.Width) + _x + i))..]);
        }

        _x += count;
        return count > 0;
    }

    private void Require(bool isInside)
    {
        if (!isInside)
        {
            throw new BadImageException(name, "damaged BMP: its runs leave the image");
        }
    }

    private static byte Next(Stream file) => file.ReadByte() is >= 0 and var value ? (byte)value : throw new EndOfStreamException();
}
