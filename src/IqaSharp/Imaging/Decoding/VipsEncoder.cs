using IqaSharp.Core;
using NetVips;
using VipsImage = NetVips.Image;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Encodes with libvips.</summary>
internal static class VipsEncoder
{
    /// <summary>libjpeg's limit for either side.</summary>
    public const int LongestJpegSide = 65500;

    public static byte[] Png(Image image) => Encode(image, static vips => vips.PngsaveBuffer());

    /// <param name="image">The image.</param>
    /// <param name="quality">1 to 100, on the scale of the Independent JPEG Group.</param>
    /// <exception cref="BadInputException">The image is longer than a JPEG can be.</exception>
    public static byte[] Jpeg(Image image, int quality) => Math.Max(image.Width, image.Height) <= LongestJpegSide
        ? Encode(image, vips => vips.JpegsaveBuffer(q: quality, subsampleMode: Enums.ForeignSubsample.On))
        : throw new BadInputException(image.Name, $"{image.Width}×{image.Height} pixels do not fit a JPEG: its sides end at {LongestJpegSide}");

    /// <param name="image">The image.</param>
    /// <param name="longestSide">The longer side in pixels that the JPEG has at most.</param>
    /// <param name="quality">1 to 100.</param>
    public static byte[] ReducedJpeg(Image image, int longestSide, int quality) => Encode(image, vips =>
    {
        var factor = (double)longestSide / Math.Max(image.Width, image.Height);
        if (factor >= 1)
        {
            return vips.JpegsaveBuffer(q: quality, subsampleMode: Enums.ForeignSubsample.On);
        }

        // A sliver keeps a pixel of its shorter side.
        using var reduced = vips.Resize(Math.Max(factor, 1.0 / image.Width), vscale: Math.Max(factor, 1.0 / image.Height), kernel: Enums.Kernel.Linear);
        return reduced.JpegsaveBuffer(q: quality, subsampleMode: Enums.ForeignSubsample.On);
    });

    private static unsafe byte[] Encode(Image image, Func<VipsImage, byte[]> encode)
    {
        Vips.Initialise();
        fixed (byte* start = image.Pixels)
        {
            using var bare = VipsImage.NewFromMemory((nint)start, (ulong)image.Pixels.Length, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
            using var rgb = bare.Copy(interpretation: Enums.Interpretation.Srgb);
            return encode(rgb);
        }
    }
}
