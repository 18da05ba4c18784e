using System.Numerics.Tensors;
using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>Wrong colours over right shapes.</summary>
internal static class Colours
{
    /// <summary>Colours run, lightness stays.</summary>
    public static Image Diffused(Image image, double deviation, RandomStream random)
    {
        using var lab = Lab.Of(image);
        Blurs.Gaussian(lab.Channels[1], deviation);
        Blurs.Gaussian(lab.Channels[2], deviation);
        return Lab.ToImage(lab);
    }

    /// <summary>Green lies beside red and blue, in a random direction.</summary>
    public static Image Shifted(Image image, double pixels, RandomStream random)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * random.Unit());
        var (dx, dy) = ((int)Math.Round(pixels * cosine), (int)Math.Round(pixels * sine));
        var source = image.Pixels;
        var shifted = source.ToArray();
        for (var y = 0; y < image.Height; y++)
        {
            var row = Math.Clamp(y + dy, 0, image.Height - 1) * image.Width;
            for (var x = 0; x < image.Width; x++)
            {
                shifted[(((y * image.Width) + x) * 3) + 1] = source[((row + Math.Clamp(x + dx, 0, image.Width - 1)) * 3) + 1];
            }
        }

        return new Image(image.Width, image.Height, shifted);
    }

    /// <summary>Saturation of HSV times a factor: a sample's distance to the largest of its pixel is that of the original times the factor.
    /// A negative factor leads through grey to the opposite hue.</summary>
    public static Image Faded(Image image, double factor, RandomStream random)
    {
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i += 3)
        {
            var value = Math.Max(rgb[i], Math.Max(rgb[i + 1], rgb[i + 2]));
            for (var channel = i; channel < i + 3; channel++)
            {
                rgb[channel] = Samples8.Round(value - (factor * (value - rgb[channel])));
            }
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>a* and b* times a factor.</summary>
    public static Image Saturated(Image image, double factor, RandomStream random)
    {
        using var lab = Lab.Of(image);
        foreach (var plane in lab.Channels.Skip(1))
        {
            TensorPrimitives.Multiply(plane.Samples, (float)factor, plane.Samples);
        }

        return Lab.ToImage(lab);
    }
}
