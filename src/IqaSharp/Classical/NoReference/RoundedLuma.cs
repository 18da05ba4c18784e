using IqaSharp.Images;

namespace IqaSharp.Classical.NoReference;

/// <summary>Luma as the authors of the no-reference metrics take it: ITU-R BT.601, full range, rounded to 8 bits (MATLAB's <c>rgb2gray</c> of 8-bit pixels).</summary>
internal static class RoundedLuma
{
    // The first row of the inverse of the NTSC YIQ matrix, to the digits that MATLAB has.
    private const double Red = 0.298936021293776;
    private const double Green = 0.587043074451121;
    private const double Blue = 0.114020904255103;

    /// <summary>The luma plane, whole numbers of 0–255.</summary>
    public static Plane Of(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var luma = new Plane(image.Width, image.Height);
        var pixels = image.Pixels;
        var samples = luma.Samples;
        for (var i = 0; i < samples.Length; i++)
        {
            var pixel = pixels.Slice(3 * i, 3);
            samples[i] = (int)((Red * pixel[0]) + (Green * pixel[1]) + (Blue * pixel[2]) + 0.5);
        }

        return luma;
    }

    /// <summary>The luma plane of an image that is large enough for a metric.</summary>
    /// <param name="image">The image.</param>
    /// <param name="smallestSide">What the metric needs, in pixels.</param>
    /// <param name="metric">How the metric is called in the message.</param>
    /// <exception cref="BadImageException">A side is shorter.</exception>
    public static Plane Of(Image image, int smallestSide, string metric)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Math.Min(image.Width, image.Height) >= smallestSide
            ? Of(image)
            : throw new BadImageException(image.Name, $"{image.Width}×{image.Height} pixels are too few: {metric} needs {smallestSide} on each side");
    }
}
