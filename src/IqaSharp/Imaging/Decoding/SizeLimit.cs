using System.Globalization;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Refuses an image whose header announces too large a size, before memory is allocated.</summary>
internal static class SizeLimit
{
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
            throw new BadImageException(name, $"{width}×{height} pixels exceed the limit of {Count(options.MaxPixels)} (--max-pixels raises it)");
        }

        if (pixels > Array.MaxLength / 3)
        {
            throw new BadImageException(name, $"{width}×{height} pixels exceed the {Count(Array.MaxLength / 3)} that an image can hold");
        }
    }

    private static string Count(long pixels) => pixels >= 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{pixels / 1_000_000} megapixels")
        : string.Create(CultureInfo.InvariantCulture, $"{pixels} pixels");
}
