using IqaSharp.Imaging;

namespace IqaSharp.Training.Data;

/// <summary>Versions of a photograph that deserve the same score.</summary>
internal static class Variants
{
    /// <summary>The image with left and right exchanged.</summary>
    public static Image Mirrored(Image image)
    {
        var pixels = image.Pixels;
        var mirrored = new byte[pixels.Length];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var (row, column) = Math.DivRem(i / 3, image.Width);
            pixels.Slice(i, 3).CopyTo(mirrored.AsSpan(3 * ((row * image.Width) + image.Width - 1 - column)));
        }

        return new Image(image.Width, image.Height, mirrored).Named(image.Name);
    }

    /// <summary>The image in black and white: BT.601 luma.</summary>
    public static Image Grey(Image image)
    {
        var pixels = image.Pixels;
        var grey = new byte[pixels.Length];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            grey.AsSpan(i, 3).Fill((byte)((0.299 * pixels[i]) + (0.587 * pixels[i + 1]) + (0.114 * pixels[i + 2]) + 0.5));
        }

        return new Image(image.Width, image.Height, grey).Named(image.Name);
    }
}
