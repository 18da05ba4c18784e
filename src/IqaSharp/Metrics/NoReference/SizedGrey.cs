using IqaSharp.Imaging;

namespace IqaSharp.Metrics.NoReference;

/// <summary>The grey of an image, after checking its size. Like their authors' programs, no-reference metrics work on <see cref="Imaging.ColourSpaces.Colour.Grey(Image)"/>.</summary>
internal static class SizedGrey
{
    /// <summary>Its rows.</summary>
    /// <param name="image">The image.</param>
    /// <param name="smallestSide">The shortest side that the metric accepts, in pixels.</param>
    /// <param name="metric">The metric's name in the message.</param>
    /// <exception cref="BadImageException">A side is shorter.</exception>
    public static LumaRows Of(Image image, int smallestSide, string metric)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Math.Min(image.Width, image.Height) >= smallestSide
            ? LumaRows.Of(image.At8Bits)
            : throw new BadImageException(image.Name, $"{image.Width}×{image.Height} pixels are too few: {metric} needs {smallestSide} on each side");
    }
}
