using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks;

/// <summary>How a network that looks at whole images sees one.</summary>
internal static class FullImageInput
{
    // At 4K people see more than a quarter shows: IQT at an eighth agrees with them at 0.75 on SR4KIQA's scenes to choose by, at a quarter at 0.92.
    public const int LargestFactor = 4;

    /// <summary>The image, reduced by a whole factor if need be, and its last row and column repeated up to sides that the maps' stride divides and a crop fits in.</summary>
    /// <param name="image">Any.</param>
    /// <param name="viewingSide">What the shorter side is brought near to; null for no reduction.</param>
    /// <param name="crop">The smallest side.</param>
    /// <param name="largestFactor">By how much it is reduced at most.</param>
    public static Image Of(Image image, int? viewingSide, int crop, int largestFactor = LargestFactor)
    {
        // Halves are rounded up, as where SSIM's authors reduce.
        var factor = viewingSide is { } side ? Math.Clamp((int)Math.Round((double)Math.Min(image.Width, image.Height) / side, MidpointRounding.AwayFromZero), 1, largestFactor) : 1;
        var seen = factor == 1 ? image : PillowBicubic.Resize(image, Reduced(image.Width, factor), Reduced(image.Height, factor));
        return Extended(seen, Whole(seen.Width, crop), Whole(seen.Height, crop));
    }

    private static int Reduced(int length, int factor) => (length + factor - 1) / factor;

    private static int Whole(int length, int crop)
    {
        const int Stride = EfficientNetLite.FeatureStride;
        return Math.Max(crop, (length + Stride - 1) / Stride * Stride);
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
