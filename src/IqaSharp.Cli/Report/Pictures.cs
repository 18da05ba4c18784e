using IqaSharp.Imaging;

namespace IqaSharp.Cli.Report;

/// <summary>The pictures of a photograph as a report holds them.</summary>
/// <param name="Thumbnail">A JPEG for the gallery.</param>
/// <param name="Picture">A larger JPEG.</param>
internal sealed record Pictures(byte[] Thumbnail, byte[] Picture)
{
    private const int ThumbnailSide = 168;
    private const int LongestSide = 1024;
    private const int ShortestSide = 256;
    private const int ThumbnailQuality = 70;
    private const int Quality = 75;

    /// <summary>What a report of a thousand photographs may weigh, less than it does in the end: base64 adds a third, and thumbnails, rows and maps come on top.</summary>
    private const double AllPictures = 22e6;

    private const int MostOfOne = 250_000;

    /// <summary>How many bytes one of so many pictures may have.</summary>
    public static int Budget(int pictures) => (int)Math.Min(MostOfOne, AllPictures / Math.Max(1, pictures));

    /// <param name="image">The photograph.</param>
    /// <param name="budget">The bytes that the picture may have; it is reduced until it has fewer.</param>
    public static Pictures Of(Image image, int budget)
    {
        // A byte holds about eight pixels of a JPEG of this quality.
        var side = (int)Math.Clamp(Math.Sqrt(8.0 * budget / image.Width / image.Height) * Math.Max(image.Width, image.Height), ShortestSide, LongestSide);
        var picture = image.ToJpeg(side, Quality);
        while (picture.Length > budget && side > ShortestSide)
        {
            side = (int)Math.Max(ShortestSide, Math.Min(0.9, Math.Sqrt(0.95 * budget / picture.Length)) * side);
            picture = image.ToJpeg(side, Quality);
        }

        return new Pictures(image.ToJpeg(ThumbnailSide, ThumbnailQuality), picture);
    }
}
