using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NetVips;
using VipsImage = NetVips.Image;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Decodes every format but BMP with libvips, a few rows at a time, directly into the result.</summary>
internal static class VipsDecoder
{
    /// <summary>Rows are fetched in blocks of about this many bytes, below the 85,000 of .NET's large object heap.</summary>
    private const int BlockBytes = 1 << 16;

    /// <summary>libvips' cache of rows takes time quadratic in the rows of a block.</summary>
    private const int BlockRows = 256;

    /// <summary>libvips has one error log for all threads: decoding takes the read lock; reading the log takes the write lock, to be alone with it.</summary>
    private static readonly ReaderWriterLockSlim Log = new();

    /// <param name="file">The file, open.</param>
    /// <param name="format">Its format, by its first bytes.</param>
    /// <param name="name">The image's name in error messages.</param>
    /// <param name="options">Limits.</param>
    /// <param name="tiff">What a TIFF says about its samples.</param>
    public static Image DecodeFile(SafeFileHandle file, ImageFormat format, string name, DecodeOptions options, TiffKind? tiff = null) =>
        Decode(() => FileSource.Of(file), format, name, options, tiff);

    /// <param name="encoded">The bytes of the file.</param>
    /// <param name="format">Their format.</param>
    /// <param name="name">The image's name in error messages.</param>
    /// <param name="options">Limits.</param>
    /// <param name="tiff">What a TIFF says about its samples.</param>
    public static Image DecodeMemory(byte[] encoded, ImageFormat format, string name, DecodeOptions options, TiffKind? tiff = null) =>
        Decode(() => Source.NewFromMemory(encoded), format, name, options, tiff);

    private static Image Decode(Func<Source> open, ImageFormat format, string name, DecodeOptions options, TiffKind? tiff)
    {
        Vips.Initialise();

        // libjpeg only warns about a scan that is broken or ends early, and fills with grey.
        // libvips leaves a tile of a TIFF that cannot be decoded black or transparent unless it fails on warnings.
        var failOn = format == ImageFormat.Jpeg || tiff is { IsTiled: true } ? Enums.FailOn.Warning : Enums.FailOn.Error;
        if (tiff is not { IsSubsampled: true })
        {
            Log.EnterReadLock();
            try
            {
                return Decode(open, format, name, options, tiff, failOn);
            }
            catch (VipsException)
            {
                // The log may be about another thread's file: decode again, alone.
            }
            finally
            {
                Log.ExitReadLock();
            }
        }

        Log.EnterWriteLock();
        try
        {
            VipsReason.ClearLog();
            return DecodeExclusively(open, format, name, options, tiff, failOn);
        }
        finally
        {
            Log.ExitWriteLock();
        }
    }

    /// <summary>Decodes again while no other thread does, to read the reason and decide whether to refuse.</summary>
    private static Image DecodeExclusively(Func<Source> open, ImageFormat format, string name, DecodeOptions options, TiffKind? tiff, Enums.FailOn failOn)
    {
        while (true)
        {
            try
            {
                var image = Decode(open, format, name, options, tiff, failOn);

                // What could not be decoded is in the log, even if nothing was thrown.
                return tiff is { IsTiled: true } or { IsSubsampled: true } && VipsReason.TakeLog() is { } error ? throw error : image;
            }
            catch (VipsException e) when (failOn == Enums.FailOn.Warning && (tiff is not null || VipsReason.IsHarmless(e)))
            {
                failOn = Enums.FailOn.Error;
                VipsReason.ClearLog();
            }
            catch (VipsException e)
            {
                throw new BadImageException(name, VipsReason.Describe(format, tiff, e), e);
            }
        }
    }

    private static Image Decode(Func<Source> open, ImageFormat format, string name, DecodeOptions options, TiffKind? tiff, Enums.FailOn failOn)
    {
        using var source = open();
        using var encoded = Header(source, format, failOn);
        SizeLimit.Check(encoded.Width, encoded.Height, name, options);
        SizeLimit.CheckSamples(encoded.Width, encoded.Height, encoded.Bands, name, options);
        RequireMemory(encoded);
        using var converted = ColourProfile.ToSrgb(encoded);
        if (converted is not null && tiff?.YCbCr is not null)
        {
            throw new BadImageException(name, "a TIFF of YCbCr with a colour profile, which is not read; convert it to PNG");
        }

        return Pixels(converted ?? encoded, tiff?.Orientation ?? Orientation(encoded), tiff, name).TakenBy(ExifCamera.Of(encoded));
    }

    /// <summary>Reads the header; pixels are decoded when fetched. Each format has its own call, so that no other loader is reachable.</summary>
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

    /// <summary>GLib ends the process when the system refuses memory. So as much as the largest piece that libvips may take,
    /// the whole image as it is stored or as RGBA, is taken first where a refusal is an exception.</summary>
    private static unsafe void RequireMemory(VipsImage encoded)
    {
        var sample = encoded.Format switch
        {
            Enums.BandFormat.Uchar or Enums.BandFormat.Char => 1,
            Enums.BandFormat.Ushort or Enums.BandFormat.Short => 2,
            Enums.BandFormat.Double or Enums.BandFormat.Complex => 8,
            _ => 4,
        };
        var pixel = Math.Max(4, sample * encoded.Bands);
        NativeMemory.Free(NativeMemory.Alloc((nuint)encoded.Width * (nuint)encoded.Height, (nuint)pixel));
    }

    private static ExifOrientation Orientation(VipsImage encoded) =>
        encoded.Contains("orientation") && encoded.Get("orientation") is int value and >= 1 and <= 8
            ? (ExifOrientation)value
            : ExifOrientation.Upright;

    private static Image Pixels(VipsImage decoded, ExifOrientation orientation, TiffKind? tiff, string name)
    {
        var (width, height) = (decoded.Width, decoded.Height);
        var samples = Samples.Of(decoded, tiff, name);
        if (samples == Samples.Rgb && orientation == ExifOrientation.Upright)
        {
            return WriteDirectly(decoded);
        }

        var placement = Placement.Of(orientation, width, height);
        var rowsPerBlock = (int)Math.Clamp(BlockBytes / ((long)width * samples.BytesPerPixel), 1, Math.Min(height, BlockRows));
        byte[]? upright = null;
        byte[]? low = null;
        byte[]? rgba = null;
        var bits = decoded.Contains("heif-bitdepth") && decoded.Get("heif-bitdepth") is int depth and > 8 ? depth : 16;
        using var region = Region.New(decoded);
        for (var top = 0; top < height; top += rowsPerBlock)
        {
            var block = region.Fetch(0, top, width, Math.Min(rowsPerBlock, height - top));

            // Allocated only now: a truncated file has mostly failed before.
            upright ??= GC.AllocateUninitializedArray<byte>(width * height * 3);
            if (samples.HasLowBytes)
            {
                low ??= GC.AllocateUninitializedArray<byte>(width * height * 3);
                placement.Put(samples.LowBytes(block, bits), width, top, low);
            }

            var transparent = samples.Rgba(block);
            var opaque = samples.ToRgb(block);
            placement.Put(opaque, width, top, upright);
            rgba ??= transparent is null ? null : Opaque(upright); // what came before was opaque
            if (rgba is not null)
            {
                placement.Put(transparent ?? Opaque(opaque), width, top, rgba, channels: 4);
            }
        }

        if (low is not null && low.AsSpan().SequenceEqual(upright))
        {
            low = null; // 8 bits v, saved as 16 bits 257 v
        }

        return orientation < ExifOrientation.Transposed ? new(width, height, upright!, low) { Rgba = rgba } : new(height, width, upright!, low) { Rgba = rgba };
    }

    private static byte[] Opaque(ReadOnlySpan<byte> rgb)
    {
        var rgba = GC.AllocateUninitializedArray<byte>(checked(rgb.Length / 3 * 4));
        for (int from = 0, to = 0; from < rgb.Length; from += 3, to += 4)
        {
            rgb.Slice(from, 3).CopyTo(rgba.AsSpan(to));
            rgba[to + 3] = byte.MaxValue;
        }

        return rgba;
    }

    /// <summary>Upright RGB, as most photographs are: libvips writes directly into the result, without intermediate blocks.</summary>
    private static unsafe Image WriteDirectly(VipsImage decoded)
    {
        var (width, height) = (decoded.Width, decoded.Height);
        using (var region = Region.New(decoded))
        {
            // A truncated file mostly fails here, before the result is allocated.
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
