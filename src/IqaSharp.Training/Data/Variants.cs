using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Decoding;

namespace IqaSharp.Training.Data;

/// <summary>Versions of a photograph that deserve the same score.</summary>
internal static class Variants
{
    /// <summary>The image with left and right exchanged.</summary>
    public static Image Mirrored(Image image)
    {
        var mirrored = new byte[image.Pixels.Length];
        Placement.Of(ExifOrientation.MirroredHorizontally, image.Width, image.Height).Put(image.Pixels, image.Width, 0, mirrored);
        return new Image(image.Width, image.Height, mirrored).Named(image.Name);
    }

    /// <summary>The image in black and white.</summary>
    public static Image Grey(Image image)
    {
        using var luma = Colour.Grey(image.At8Bits);
        var grey = new byte[image.Pixels.Length];
        for (var i = 0; i < luma.Samples.Length; i++)
        {
            grey.AsSpan(3 * i, 3).Fill((byte)luma.Samples[i]);
        }

        return new Image(image.Width, image.Height, grey).Named(image.Name);
    }
}
