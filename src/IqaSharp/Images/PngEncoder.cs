using NetVips;
using VipsImage = NetVips.Image;

namespace IqaSharp.Images;

/// <summary>Writes PNG files with libvips.</summary>
internal static class PngEncoder
{
    public static void Write(Image image, string path)
    {
        Vips.Ready();
        using var pixels = VipsImage.NewFromMemoryCopy<byte>(image.Pixels, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        using var srgb = pixels.Copy(interpretation: Enums.Interpretation.Srgb);
        var encoded = srgb.PngsaveBuffer();
        AtomicFile.Write(path, stream => stream.Write(encoded));
    }
}
