using SkiaSharp;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Decodes BMP with Skia, which libvips as packaged cannot read. Skia is loaded only when a BMP comes.</summary>
internal static class BmpDecoder
{
    private const int BlockBytes = 1 << 16;

    public static Image DecodeFile(string path, DecodeOptions options) =>
        Decode(() => new SKFileStream(path), path, options);

    public static unsafe Image DecodeMemory(ReadOnlyMemory<byte> encoded, string name, DecodeOptions options)
    {
        using var pin = encoded.Pin();
        using var file = SKData.Create((IntPtr)pin.Pointer, encoded.Length);
        return Decode(() => new SKMemoryStream(file), name, options);
    }

    private static Image Decode(Func<SKStream> open, string name, DecodeOptions options) =>
        Decode(open, name, options, ignoreOpacity: false)
        // As browsers do: programs that write 32 bits often leave the fourth byte 0, and nobody saves an invisible picture.
        ?? Decode(open, name, options, ignoreOpacity: true)!;

    /// <returns>The image, or <see langword="null"/> if all of it is transparent.</returns>
    private static Image? Decode(Func<SKStream> open, string name, DecodeOptions options, bool ignoreOpacity)
    {
        // The codec owns the stream.
        using var codec = SKCodec.Create(open(), out var result);
        if (codec is null)
        {
            throw Damaged(name, result);
        }

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        SizeLimit.Check(width, height, name, options);
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        if (codec.StartScanlineDecode(info) is var started && started != SKCodecResult.Success)
        {
            throw Damaged(name, started);
        }

        var bottomUp = codec.ScanlineOrder == SKCodecScanlineOrder.BottomUp;
        var opaque = ignoreOpacity || codec.Info.AlphaType == SKAlphaType.Opaque;
        var visible = opaque;
        var rowsPerBlock = Math.Clamp(BlockBytes / (width * 4), 1, height);
        var block = new byte[rowsPerBlock * width * 4];
        byte[]? rgb = null;
        for (var done = 0; done < height; done += rowsPerBlock)
        {
            var rows = Math.Min(rowsPerBlock, height - done);
            if (Scanlines(codec, block, rows, width * 4) < rows)
            {
                throw Damaged(name, SKCodecResult.IncompleteInput);
            }

            rgb ??= GC.AllocateUninitializedArray<byte>(width * height * 3);
            var top = bottomUp ? height - done - rows : done;
            visible |= ToRgb(block.AsSpan(0, rows * width * 4), rgb.AsSpan(top * width * 3), opaque);
        }

        return visible ? new(width, height, rgb!) : null;
    }

    private static unsafe int Scanlines(SKCodec codec, byte[] block, int rows, int rowBytes)
    {
        fixed (byte* start = block)
        {
            return codec.GetScanlines((IntPtr)start, rows, rowBytes);
        }
    }

    /// <returns>Whether any pixel is not wholly transparent.</returns>
    private static bool ToRgb(ReadOnlySpan<byte> rgba, Span<byte> rgb, bool opaque)
    {
        var visible = opaque;
        for (int from = 0, to = 0; from < rgba.Length; from += 4, to += 3)
        {
            var opacity = opaque ? (byte)255 : rgba[from + 3];
            visible |= opacity != 0;
            rgb[to] = Samples.OnWhite(rgba[from], opacity);
            rgb[to + 1] = Samples.OnWhite(rgba[from + 1], opacity);
            rgb[to + 2] = Samples.OnWhite(rgba[from + 2], opacity);
        }

        return visible;
    }

    private static BadImageException Damaged(string name, SKCodecResult result) =>
        new(name, result == SKCodecResult.IncompleteInput
            ? "damaged or truncated BMP: it ends before its last row"
            : "damaged BMP: its header makes no sense");
}
