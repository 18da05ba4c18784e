using IqaSharp.Images;
using IqaSharp.Images.Resampling;

namespace IqaSharp.Networks;

/// <summary>How a network that looks at whole images sees one.</summary>
internal static class IqtView
{
    /// <summary>The image, reduced by a whole factor if the settings say so, and its last row and column repeated up to sides that the maps' stride divides and a crop fits in.</summary>
    public static Image Of(Image image, IqtConfig c)
    {
        // Halves are rounded up, as where SSIM's authors reduce.
        var factor = c.ViewingSide is { } side ? Math.Max(1, (int)Math.Round((double)Math.Min(image.Width, image.Height) / side, MidpointRounding.AwayFromZero)) : 1;
        var seen = factor == 1 ? image : PillowBicubic.Resize(image, Reduced(image.Width, factor), Reduced(image.Height, factor));
        return Extended(seen, Whole(seen.Width, c), Whole(seen.Height, c));
    }

    private static int Reduced(int length, int factor) => (length + factor - 1) / factor;

    private static int Whole(int length, IqtConfig c)
    {
        const int Stride = EfficientNetLite.FeatureStride;
        return Math.Max(c.Crop, (length + Stride - 1) / Stride * Stride);
    }

    private static Image Extended(Image image, int width, int height)
    {
        if ((width, height) == (image.Width, image.Height))
        {
            return image;
        }

        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            var row = image.Pixels.Slice(Math.Min(y, image.Height - 1) * image.Width * 3, image.Width * 3);
            var target = pixels.AsSpan(y * width * 3, width * 3);
            row.CopyTo(target);
            for (var x = image.Width; x < width; x++)
            {
                row[^3..].CopyTo(target[(x * 3)..]);
            }
        }

        return new Image(width, height, pixels).Named(image.Name);
    }
}
