using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Maps;

/// <summary>Draws a plane in the colours of <see cref="ColourScale"/>.</summary>
public static class HeatMap
{
    private const double Opacity = 0.6;

    /// <param name="plane">The values.</param>
    /// <param name="low">The value drawn in black; lower ones are too.</param>
    /// <param name="high">The value drawn in pale yellow; higher ones are too.</param>
    public static Image Draw(Plane plane, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(plane);
        var values = plane.Samples;
        var pixels = new byte[values.Length * 3];
        for (var i = 0; i < values.Length; i++)
        {
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = ColourScale.At((values[i] - low) / (high - low));
        }

        return new Image(plane.Width, plane.Height, pixels);
    }

    /// <summary>Draws a plane at another size, such as that of the image that it is about.</summary>
    /// <param name="plane">The values.</param>
    /// <param name="low">The value drawn in black; lower ones are too.</param>
    /// <param name="high">The value drawn in pale yellow; higher ones are too.</param>
    /// <param name="width">The drawing's width.</param>
    /// <param name="height">Its height.</param>
    public static Image Draw(Plane plane, double low, double high, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(plane);
        if (plane.Width == width && plane.Height == height)
        {
            return Draw(plane, low, high);
        }

        using var resized = Resize.Bilinear(plane, width, height);
        return Draw(resized, low, high);
    }

    /// <summary>Draws a plane over the image that it is about, of which the lightness is left to see.</summary>
    /// <param name="image">The image; the result has its size.</param>
    /// <param name="plane">The values.</param>
    /// <param name="low">The value drawn in black; lower ones are too.</param>
    /// <param name="high">The value drawn in pale yellow; higher ones are too.</param>
    public static Image Overlay(Image image, Plane plane, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(image);
        var drawn = Draw(plane, low, high, image.Width, image.Height).Pixels;
        var below = image.Pixels;
        var pixels = new byte[below.Length];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var luma = (0.299 * below[i]) + (0.587 * below[i + 1]) + (0.114 * below[i + 2]); // BT.601
            for (var channel = i; channel < i + 3; channel++)
            {
                pixels[channel] = (byte)Math.Round((Opacity * drawn[channel]) + ((1 - Opacity) * luma));
            }
        }

        return new Image(image.Width, image.Height, pixels) { Name = image.Name };
    }
}
