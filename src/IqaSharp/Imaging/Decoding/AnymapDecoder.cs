namespace IqaSharp.Imaging.Decoding;

/// <summary>Decodes PBM, PGM and PPM, plain and raw, which libvips as packaged cannot read; of several images in a file the first.</summary>
/// <remarks>netpbm.sourceforge.net/doc/pbm.html, pgm.html and ppm.html. Values are taken as sRGB, as every program does.</remarks>
internal static class AnymapDecoder
{
    private const int BufferBytes = 1 << 16;

    /// <param name="file">Seekable, at any position.</param>
    /// <param name="name">The image's name in error messages.</param>
    /// <param name="options">Limits.</param>
    public static Image Decode(Stream file, string name, DecodeOptions options)
    {
        var kind = "";
        try
        {
            file.Position = 1;
            kind = AnymapHeader.NameOf(file.ReadByte() - '0');
            using var buffered = new BufferedStream(file, BufferBytes);
            buffered.Position = 0;
            return Decode(buffered, name, AnymapHeader.Read(buffered, name, options));
        }
        catch (EndOfStreamException e)
        {
            throw new BadImageException(name, $"damaged or truncated {kind}: it ends before its last row", e);
        }
        catch (IOException e)
        {
            throw new BadImageException(name, "cannot be read: its disk or connection fails", e);
        }
    }

    private static Image Decode(Stream file, string name, AnymapHeader header)
    {
        // Before memory is allocated: a sample of text takes a character, and another that ends it but in PBM.
        var rowBytes = header.IsBitmap ? ((long)header.Width + 7) / 8 : (long)header.Width * header.Channels * header.SampleBytes;
        var samples = (long)header.Width * header.Height * header.Channels;
        if (file.Length - file.Position < (header.IsPlain ? (header.IsBitmap ? samples : (2 * samples) - 1) : rowBytes * header.Height))
        {
            throw new EndOfStreamException();
        }

        var rgb = GC.AllocateUninitializedArray<byte>(header.Width * header.Height * 3);
        var levels = header.Levels();
        if (header.IsPlain)
        {
            Plain(file, name, header, levels, rgb);
        }
        else if (header.IsBitmap)
        {
            Bits(file, header, levels, rgb);
        }
        else
        {
            Raw(file, header, levels, rgb);
        }

        return new Image(header.Width, header.Height, rgb);
    }

    private static void Plain(Stream file, string name, AnymapHeader header, byte[] levels, Span<byte> rgb)
    {
        var repeat = 3 / header.Channels;
        for (var to = 0; to < rgb.Length; to += repeat)
        {
            rgb.Slice(to, repeat).Fill(levels[PlainSample(file, name, header)]);
        }
    }

    /// <summary>A number of digits; in PBM one digit, even without a space behind it.</summary>
    private static int PlainSample(Stream file, string name, AnymapHeader header)
    {
        var value = -1;
        while (true)
        {
            var next = file.ReadByte();
            if (next == '#')
            {
                while (next >= 0 && next is not ('\n' or '\r'))
                {
                    next = file.ReadByte();
                }
            }

            if (next is >= '0' and <= '9')
            {
                value = (10 * Math.Max(value, 0)) + next - '0';
                if (value > header.Largest)
                {
                    throw new BadImageException(name, $"damaged {header.Name}: a sample is larger than {header.Largest}");
                }

                if (header.IsBitmap)
                {
                    return value;
                }
            }
            else if (value >= 0 && (next < 0 || AnymapHeader.IsSpace(next)))
            {
                return value;
            }
            else if (next < 0)
            {
                throw new EndOfStreamException();
            }
            else if (!AnymapHeader.IsSpace(next))
            {
                throw new BadImageException(name, $"damaged {header.Name}: a sample is no number");
            }
        }
    }

    /// <summary>Eight pixels a byte, the first in the highest bit; a row begins with a byte of its own.</summary>
    private static void Bits(Stream file, AnymapHeader header, byte[] levels, Span<byte> rgb)
    {
        for (var (to, y) = (0, 0); y < header.Height; y++)
        {
            var eight = 0;
            for (var x = 0; x < header.Width; x++, to += 3, eight <<= 1)
            {
                eight = x % 8 == 0 ? file.ReadByte() : eight;
                rgb.Slice(to, 3).Fill(levels[(eight >> 7) & 1]);
            }
        }
    }

    private static void Raw(Stream file, AnymapHeader header, byte[] levels, Span<byte> rgb)
    {
        var repeat = 3 / header.Channels;
        var buffer = new byte[BufferBytes];
        for (var to = 0; to < rgb.Length;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, (long)(rgb.Length - to) / repeat * header.SampleBytes));
            file.ReadExactly(part);
            for (var from = 0; from < part.Length; from += header.SampleBytes, to += repeat)
            {
                var sample = header.SampleBytes == 1 ? part[from] : (part[from] << 8) | part[from + 1];
                rgb.Slice(to, repeat).Fill(levels[Math.Min(sample, header.Largest)]);
            }
        }
    }
}
