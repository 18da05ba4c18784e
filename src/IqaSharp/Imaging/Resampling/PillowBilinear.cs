namespace IqaSharp.Imaging.Resampling;

/// <summary>Pillow's <c>Image.resize(…, Image.BILINEAR)</c> on 8-bit pixels, bit-exactly: a triangle, antialiased when downscaling, in fixed point.</summary>
internal static class PillowBilinear
{
    private const double Reach = 1;

    /// <summary>Resizes an image.</summary>
    public static Image Resize(Image image, int width, int height) => PillowResampling.Resize(image, width, height, Reach, static x => Math.Max(0, 1 - x));
}
