using NetVips;
using VipsImage = NetVips.Image;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Decodes everything but BMP with libvips, a few rows at a time, straight into the array of the result.</summary>
internal static class VipsDecoder
{
    /// <summary>Rows are fetched in blocks of about this many bytes: below the 85,000 from which .NET frees memory late.</summary>
    private const int BlockBytes = 1 << 16;

    /// <summary>libvips has one log of errors for all threads. Whoever has to read it writes alone; those who decode only might write.</summary>
    private static readonly ReaderWriterLockSlim Log = new();

    /// <param name="path">The file. It becomes a source, because what libvips calls a file name may end in options: <c>photo[page=1].png</c>.</param>
    /// <param name="format">What its first bytes say.</param>
    /// <param name="options">Limits.</param>
    public static Image DecodeFile(string path, ImageFormat format, DecodeOptions options) =>
        Decode(() => Source.NewFromFile(Path.GetFullPath(path)), format, path, options);

    /// <param name="encoded">The bytes of the file.</param>
    /// <param name="format">What the first of them say.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="options">Limits.</param>
    public static Image DecodeMemory(byte[] encoded, ImageFormat format, string name, DecodeOptions options) =>
        Decode(() => Source.NewFromMemory(encoded), format, name, options);

    private static Image Decode(Func<Source> open, ImageFormat format, string name, DecodeOptions options)
    {
        Vips.Ready();

        // To libjpeg a scan that is broken or ends early is worth a warning and some grey.
        var failOn = format == ImageFormat.Jpeg ? Enums.FailOn.Warning : Enums.FailOn.Error;
        Log.EnterReadLock();
        try
        {
            return Decode(open, format, name, options, failOn);
        }
        catch (VipsException)
        {
            // What it says may be about the file of another thread.
        }
        finally
        {
            Log.ExitReadLock();
        }

        Log.EnterWriteLock();
        try
        {
            VipsReason.Forget();
            return DecodeAlone(open, format, name, options, failOn);
        }
        finally
        {
            Log.ExitWriteLock();
        }
    }

    /// <summary>Decodes once more while no other thread does, to learn what is wrong and whether it is worth a refusal.</summary>
    private static Image DecodeAlone(Func<Source> open, ImageFormat format, string name, DecodeOptions options, Enums.FailOn failOn)
    {
        while (true)
        {
            try
            {
                return Decode(open, format, name, options, failOn);
            }
            catch (VipsException e) when (failOn == Enums.FailOn.Warning && VipsReason.IsHarmless(e))
            {
                failOn = Enums.FailOn.Error;
            }
            catch (VipsException e)
            {
                throw new BadImageException(name, VipsReason.Of(format, e), e);
            }
        }
    }

    private static Image Decode(Func<Source> open, ImageFormat format, string name, DecodeOptions options, Enums.FailOn failOn)
    {
        using var source = open();
        using var encoded = Header(source, format, failOn);
        SizeLimit.Check(encoded.Width, encoded.Height, name, options);
        using var converted = ColourProfile.ToSrgb(encoded);
        return Pixels(converted ?? encoded, Orientation(encoded), name);
    }

    /// <summary>Reads the header; pixels come when they are fetched. Each format has its own call, so that no other loader can be reached.</summary>
    private static VipsImage Header(Source source, ImageFormat format, Enums.FailOn failOn)
    {
        const Enums.Access access = Enums.Access.Sequential;
        return format switch
        {
            ImageFormat.Jpeg => VipsImage.JpegloadSource(source, access: access, failOn: failOn),
            ImageFormat.Png => VipsImage.PngloadSource(source, access: access, failOn: failOn),
            ImageFormat.WebP => VipsImage.WebploadSource(source, access: access, failOn: failOn),
            ImageFormat.Tiff => VipsImage.TiffloadSource(source, access: access, failOn: failOn),
            ImageFormat.Gif => VipsImage.GifloadSource(source, access: access, failOn: failOn),
            ImageFormat.Avif => VipsImage.HeifloadSource(source, access: access, failOn: failOn),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not for libvips"),
        };
    }

    private static ExifOrientation Orientation(VipsImage encoded) =>
        encoded.Contains("orientation") && encoded.Get("orientation") is int value and >= 1 and <= 8
            ? (ExifOrientation)value
            : ExifOrientation.Upright;

    private static Image Pixels(VipsImage decoded, ExifOrientation orientation, string name)
    {
        var (width, height) = (decoded.Width, decoded.Height);
        var samples = Samples.Of(decoded, name);
        if (samples == Samples.Rgb && orientation == ExifOrientation.Upright)
        {
            return Whole(decoded);
        }

        var placement = Placement.Of(orientation, width, height);
        var rowsPerBlock = (int)Math.Clamp(BlockBytes / ((long)width * samples.BytesPerPixel), 1, height);
        byte[]? upright = null;
        using var region = Region.New(decoded);
        for (var top = 0; top < height; top += rowsPerBlock)
        {
            var block = region.Fetch(0, top, width, Math.Min(rowsPerBlock, height - top));

            // Only now, so that a file which claims more than it holds mostly ends before.
            upright ??= GC.AllocateUninitializedArray<byte>(width * height * 3);
            placement.Put(samples.ToRgb(block), width, top, upright);
        }

        return orientation < ExifOrientation.Transposed ? new(width, height, upright!) : new(height, width, upright!);
    }

    /// <summary>What is upright RGB already, as most photographs are: libvips writes it straight into the result, without blocks for the collector.</summary>
    private static unsafe Image Whole(VipsImage decoded)
    {
        var (width, height) = (decoded.Width, decoded.Height);
        using (var region = Region.New(decoded))
        {
            // A file that claims more than it holds mostly ends here, before the result is allocated.
            _ = region.Fetch(0, 0, width, 1);
        }

        var rgb = GC.AllocateUninitializedArray<byte>(width * height * 3);
        fixed (byte* start = rgb)
        {
            using var result = VipsImage.NewFromMemory((nint)start, (ulong)rgb.Length, width, height, 3, Enums.BandFormat.Uchar);
            decoded.Write(result);
        }

        return new(width, height, rgb);
    }
}
