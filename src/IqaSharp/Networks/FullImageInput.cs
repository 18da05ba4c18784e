using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;

namespace IqaSharp.Networks;

/// <summary>The input of a network that sees whole images.</summary>
internal static class FullImageInput
{
    // At 4K people see detail that a reduction by more than 4 loses: on SR4KIQA's selection scenes, IQT's correlation with them is 0.75 at an eighth of the size, 0.92 at a quarter.
    public const int LargestFactor = 4;

    /// <summary>The image, reduced by a whole factor if need be, its last row and column repeated until both sides are multiples of the stride and no less than a crop.</summary>
    /// <param name="image">Of any size.</param>
    /// <param name="viewingSide">What the shorter side is reduced towards; null for no reduction.</param>
    /// <param name="crop">The smallest side.</param>
    /// <param name="largestFactor">The largest factor of the reduction.</param>
    /// <param name="stride">Pixels from one position of the network's coarsest maps to the next.</param>
    public static Image Of(Image image, int? viewingSide, int crop, int largestFactor, int stride)
    {
        var factor = Factor(image.Width, image.Height, viewingSide, largestFactor);
        var seen = factor == 1 ? image : PillowBicubic.Resize(image, Reduced(image.Width, factor), Reduced(image.Height, factor));
        return Extended(seen, Whole(seen.Width, crop, stride), Whole(seen.Height, crop, stride));
    }

    /// <summary>How many pixels are left of an image of a size, before it is extended.</summary>
    public static long Pixels(int width, int height, int? viewingSide, int largestFactor)
    {
        var factor = Factor(width, height, viewingSide, largestFactor);
        return (long)Reduced(width, factor) * Reduced(height, factor);
    }

    /// <summary>The whole factor by which an image is reduced. Halves are rounded up, as in the reduction of SSIM's authors.</summary>
    public static int Factor(int width, int height, int? viewingSide, int largestFactor) =>
        viewingSide is { } side ? Math.Clamp((int)Math.Round((double)Math.Min(width, height) / side, MidpointRounding.AwayFromZero), 1, largestFactor) : 1;

    private static int Reduced(int length, int factor) => (length + factor - 1) / factor;

    private static int Whole(int length, int crop, int stride) => Math.Max(crop, (length + stride - 1) / stride * stride);

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
