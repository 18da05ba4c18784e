namespace IqaSharp.Imaging.Decoding;

/// <summary>Decodes TIFF with libvips, after a look at the tags: what libvips decodes wrongly is corrected or refused.</summary>
internal static class TiffDecoder
{
    /// <param name="file">The file, at any position.</param>
    /// <param name="path">Its path.</param>
    /// <param name="options">Limits.</param>
    public static Image DecodeFile(FileStream file, string path, DecodeOptions options)
    {
        try
        {
            using var buffered = new BufferedStream(file);
            if (TiffDirectory.Read(buffered) is not { } tags)
            {
                return VipsDecoder.DecodeFile(path, ImageFormat.Tiff, path, options);
            }

            var kind = TiffKind.Of(tags, path);
            if (!kind.MustBeUpright)
            {
                return VipsDecoder.DecodeFile(path, ImageFormat.Tiff, path, options, kind);
            }

            buffered.Position = 0;
            var whole = new byte[buffered.Length];
            buffered.ReadExactly(whole);
            tags.MakeUpright(whole);
            return VipsDecoder.DecodeMemory(whole, ImageFormat.Tiff, path, options, kind);
        }
        catch (IOException e)
        {
            throw new BadImageException(path, "cannot be read: its disk or connection fails", e);
        }
    }

    public static Image DecodeMemory(byte[] encoded, string name, DecodeOptions options)
    {
        if (TiffDirectory.Read(new MemoryStream(encoded)) is not { } tags)
        {
            return VipsDecoder.DecodeMemory(encoded, ImageFormat.Tiff, name, options);
        }

        var kind = TiffKind.Of(tags, name);
        if (kind.MustBeUpright)
        {
            encoded = [.. encoded]; // it may be the caller's
            tags.MakeUpright(encoded);
        }

        return VipsDecoder.DecodeMemory(encoded, ImageFormat.Tiff, name, options, kind);
    }
}
