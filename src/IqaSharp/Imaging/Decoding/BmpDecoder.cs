namespace IqaSharp.Imaging.Decoding;

/// <summary>Decodes BMP, which libvips as packaged cannot read: 1 to 32 bits, palettes, bit fields, run lengths, from Windows and OS/2.</summary>
internal static class BmpDecoder
{
    private const int BufferBytes = 1 << 16;

    /// <param name="file">The file, at any position; it is closed afterwards.</param>
    /// <param name="name">The image's name in error messages.</param>
    /// <param name="options">Limits.</param>
    public static Image DecodeFile(FileStream file, string name, DecodeOptions options)
    {
        using var buffered = new BufferedStream(file, BufferBytes);
        buffered.Position = 0;
        return Decode(buffered, name, options);
    }

    public static unsafe Image DecodeMemory(ReadOnlyMemory<byte> encoded, string name, DecodeOptions options)
    {
        using var pin = encoded.Pin();
        using var file = new UnmanagedMemoryStream((byte*)pin.Pointer, encoded.Length);
        return Decode(file, name, options);
    }

    private static Image Decode(Stream file, string name, DecodeOptions options)
    {
        try
        {
            var header = BmpHeader.Read(file, name, options);
            return new Image(header.Width, header.Height, header.IsRunLength ? Runs(file, header, name) : Rows(file, header));
        }
        catch (EndOfStreamException e)
        {
            throw new BadImageException(name, "damaged or truncated BMP: it ends before its last row", e);
        }
        catch (IOException e)
        {
            throw new BadImageException(name, "cannot be read: its disk or connection fails", e);
        }
    }

    private static byte[] Rows(Stream file, BmpHeader header)
    {
        if (file.Length - header.PixelOffset < header.RowBytes * header.Height)
        {
            throw new EndOfStreamException();
        }

        var rgb = Pixels(header);

        // As in browsers, opacity that is 0 everywhere is ignored: many programs leave the fourth byte of 32 bits 0.
        if (!new BmpRows(header).Read(file, rgb))
        {
            new BmpRows(header with { Masks = header.Masks with { Opacity = 0 } }).Read(file, rgb);
        }

        return rgb;
    }

    private static byte[] Runs(Stream file, BmpHeader header, string name)
    {
        // A few bytes may announce a large image: the runs are checked before its memory is allocated.
        var runs = new BmpRuns(header, name);
        runs.Read(file, []);
        var rgb = Pixels(header);
        rgb.AsSpan().Fill(255); // pixels without a run are transparent: white
        if (!runs.Read(file, rgb))
        {
            rgb.AsSpan().Clear();
        }

        return rgb;
    }

    private static byte[] Pixels(BmpHeader header) => GC.AllocateUninitializedArray<byte>(header.Width * header.Height * 3);
}
