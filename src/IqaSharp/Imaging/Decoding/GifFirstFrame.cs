namespace IqaSharp.Imaging.Decoding;

/// <summary>Checks that the first frame of a GIF is complete, because libvips fills missing pixels with transparency.</summary>
/// <remarks>GIF89a specification, sections 18 to 24 and appendix F. Of the LZW dictionary only the strings' lengths are kept.</remarks>
internal static class GifFirstFrame
{
    private const int LargestCode = 4096;

    /// <returns>Where the frame is.</returns>
    /// <exception cref="BadImageException">There are fewer pixels than the frame has.</exception>
    public static GifFrame Check(Stream gif, string name)
    {
        try
        {
            using var reader = new BinaryReader(new BufferedStream(gif, 1 << 14), System.Text.Encoding.ASCII, leaveOpen: true);
            if (IsWhole(reader, out var frame))
            {
                return frame;
            }
        }
        catch (EndOfStreamException)
        {
            // Reported below.
        }
        catch (IOException e)
        {
            throw new BadImageException(name, "cannot be read: its disk or connection fails", e);
        }

        throw new BadImageException(name, "damaged or truncated GIF: it ends before its last row");
    }

    private static bool IsWhole(BinaryReader gif, out GifFrame frame)
    {
        frame = new(0, 0, int.MaxValue, int.MaxValue);
        Skip(gif, 10);
        SkipPalette(gif, gif.ReadByte());
        Skip(gif, 2);
        while (true)
        {
            switch (gif.ReadByte())
            {
                case 0x21: // an extension: a label and data blocks
                    Skip(gif, 1);
                    while (gif.ReadByte() is > 0 and var size)
                    {
                        Skip(gif, size);
                    }

                    break;
                case 0x2C:
                    frame = new(gif.ReadUInt16(), gif.ReadUInt16(), gif.ReadUInt16(), gif.ReadUInt16());
                    SkipPalette(gif, gif.ReadByte());
                    return HasPixels(gif, (long)frame.Width * frame.Height);
                default: // No frame: libvips reports it.
                    return true;
            }
        }
    }

    private static void SkipPalette(BinaryReader gif, byte flags)
    {
        if ((flags & 0x80) != 0)
        {
            Skip(gif, 3 << ((flags & 7) + 1));
        }
    }

    private static void Skip(BinaryReader gif, int bytes)
    {
        for (; bytes > 0; bytes--)
        {
            gif.ReadByte();
        }
    }

    /// <summary>Counts the pixels in variable-length LZW codes. A code stands for one pixel, or for the string of an earlier code and one more pixel.</summary>
    private static bool HasPixels(BinaryReader gif, long pixels)
    {
        var rootBits = gif.ReadByte();
        if (rootBits is < 1 or > 11)
        {
            return false;
        }

        var (clear, end) = (1 << rootBits, (1 << rootBits) + 1);
        Span<int> lengths = stackalloc int[LargestCode];
        var (next, width, previous) = (end + 1, rootBits + 1, 0);
        var (bits, bitCount, left) = (0, 0, 0);
        while (pixels > 0)
        {
            for (; bitCount < width; bitCount += 8)
            {
                if (left == 0 && (left = gif.ReadByte()) == 0)
                {
                    return false;
                }

                bits |= gif.ReadByte() << bitCount;
                left--;
            }

            var code = bits & ((1 << width) - 1);
            (bits, bitCount) = (bits >> width, bitCount - width);
            if (code == clear)
            {
                (next, width, previous) = (end + 1, rootBits + 1, 0);
                continue;
            }

            // A code may refer to the string that is being added, but not beyond.
            if (code == end || code > next || (code == next && previous == 0))
            {
                return false;
            }

            var length = code < clear ? 1 : code < next ? lengths[code] : previous + 1;
            pixels -= length;
            if (previous > 0 && next < LargestCode)
            {
                lengths[next++] = previous + 1;
                width += next == 1 << width && width < 12 ? 1 : 0;
            }

            previous = length;
        }

        return true;
    }
}
