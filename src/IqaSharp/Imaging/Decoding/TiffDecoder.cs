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
            var buffered = new BufferedStream(file); // not disposed, as the file is still read
            if (TiffDirectory.Read(buffered) is not { } tags)
            {
                return VipsDecoder.DecodeFile(file.SafeFileHandle, ImageFormat.Tiff, path, options);
            }

            CheckTiles(tags, path, options);
            var kind = TiffKind.Of(tags, path);
            if (!kind.MustBeUpright)
            {
                return VipsDecoder.DecodeFile(file.SafeFileHandle, ImageFormat.Tiff, path, options, kind);
            }

            file.Position = 0;
            var whole = ImageDecoder.ReadWhole(file, path);
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

        CheckTiles(tags, name, options);
        var kind = TiffKind.Of(tags, name);
        if (kind.MustBeUpright)
        {
            encoded = [.. encoded]; // it may be the caller's
            tags.MakeUpright(encoded);
        }

        return VipsDecoder.DecodeMemory(encoded, ImageFormat.Tiff, name, options, kind);
    }

    /// <summary>Refuses tiles that cover far more pixels than the picture has: all of them are decoded.</summary>
    private static void CheckTiles(TiffDirectory tags, string name, DecodeOptions options)
    {
        static ulong RoundUp(ulong side, ulong tile) => (side + tile - 1) / tile * tile;
        if (tags.One(TiffTag.TileWidth, 0) is > 0 and var across && tags.One(TiffTag.TileHeight, 0) is > 0 and var down)
        {
            SizeLimit.CheckTiles(RoundUp(tags.One(TiffTag.Width, 0), across), RoundUp(tags.One(TiffTag.Height, 0), down), name, options);
        }
    }
}
