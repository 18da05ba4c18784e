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
