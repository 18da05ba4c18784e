using System.Globalization;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Refuses an image whose header announces too large a size, before memory is allocated.</summary>
internal static class SizeLimit
{
    /// <summary>CMYK and opacity: an image may have more samples per pixel, but not more in all than the largest of five.</summary>
    private const int MostSamples = 5;

    public static void Check(long width, long height, string name, DecodeOptions options)
    {
        if (width <= 0 || height <= 0)
        {
            throw new BadImageException(name, $"not an image: it has {width}×{height} pixels");
        }

        // Header fields are 32 bits wide at most, so the product fits.
        var pixels = width * height;
        if (pixels > options.MaxPixels)
        {
            throw new BadImageException(name, $"{width}×{height} pixels exceed the limit of {Count(options.MaxPixels)} ({nameof(DecodeOptions)}.{nameof(DecodeOptions.MaxPixels)} raises it)");
        }

        if (pixels > Array.MaxLength / 3)
        {
            throw new BadImageException(name, $"{width}×{height} pixels exceed the {Count(Array.MaxLength / 3)} that an image can hold");
        }
    }

    /// <param name="width">Pixels per row; the size is within the limit.</param>
    /// <param name="height">Rows.</param>
    /// <param name="samples">Samples per pixel.</param>
    /// <param name="name">The image's name in error messages.</param>
    /// <param name="options">Limits.</param>
    public static void CheckSamples(long width, long height, int samples, string name, DecodeOptions options)
    {
        var pixels = Math.Min(options.MaxPixels, Array.MaxLength / 3);
        if (width * height * samples > pixels * MostSamples)
        {
            throw new BadImageException(name, $"{width}×{height} pixels of {samples} samples exceed the limit of {Count(pixels)} of {MostSamples} samples ({nameof(DecodeOptions)}.{nameof(DecodeOptions.MaxPixels)} raises it)");
        }
    }

    /// <param name="width">Of all tiles of a row.</param>
    /// <param name="height">Of all tiles of a column.</param>
    /// <param name="name">The image's name in error messages.</param>
    /// <param name="options">Limits.</param>
    public static void CheckTiles(ulong width, ulong height, string name, DecodeOptions options)
    {
        var pixels = Math.Min(options.MaxPixels, Array.MaxLength / 3);
        if ((UInt128)width * height > (UInt128)pixels)
        {
            throw new BadImageException(name, $"its tiles cover {width}×{height} pixels, which exceed the limit of {Count(pixels)} ({nameof(DecodeOptions)}.{nameof(DecodeOptions.MaxPixels)} raises it)");
        }
    }

    private static string Count(long pixels) => pixels >= 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{pixels / 1_000_000} megapixels")
        : string.Create(CultureInfo.InvariantCulture, $"{pixels} pixels");
}
