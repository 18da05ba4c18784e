using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>The grey plane of an image, after checking its size. Like their authors' programs, no-reference metrics work on <see cref="Colour.Grey"/>.</summary>
internal static class SizedGrey
{
    /// <summary>The plane.</summary>
    /// <param name="image">The image.</param>
    /// <param name="smallestSide">The shortest side that the metric accepts, in pixels.</param>
    /// <param name="metric">The metric's name in the message.</param>
    /// <exception cref="BadImageException">A side is shorter.</exception>
    public static Plane Of(Image image, int smallestSide, string metric)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Math.Min(image.Width, image.Height) >= smallestSide
            ? Colour.Grey(image.At8Bits)
            : throw new BadImageException(image.Name, $"{image.Width}×{image.Height} pixels are too few: {metric} needs {smallestSide} on each side");
    }
}
