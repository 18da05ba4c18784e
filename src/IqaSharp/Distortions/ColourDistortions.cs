using System.Numerics.Tensors;
using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>Distortions of colour that leave shapes intact.</summary>
internal static class ColourDistortions
{
    /// <summary>Blurs a* and b* and keeps lightness.</summary>
    public static Image Diffuse(Image image, double deviation, RandomStream random)
    {
        using var lab = Lab.Of(image);
        Blurs.Gaussian(lab.Second, deviation);
        Blurs.Gaussian(lab.Third, deviation);
        return Lab.ToImage(lab);
    }

    /// <summary>Displaces the green channel in a random direction.</summary>
    public static Image ShiftGreen(Image image, double pixels, RandomStream random)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
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

    /// <summary>Multiplies HSV saturation: each channel's distance to the pixel's largest channel is scaled.
    /// A negative factor goes beyond grey to the opposite hue.</summary>
    public static Image ScaleHsvSaturation(Image image, double factor, RandomStream random)
    {
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i += 3)
        {
            var value = Math.Max(rgb[i], Math.Max(rgb[i + 1], rgb[i + 2]));
            for (var channel = i; channel < i + 3; channel++)
            {
                rgb[channel] = ByteSample.Saturate(value - (factor * (value - rgb[channel])));
            }
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>Multiplies a* and b*.</summary>
    public static Image ScaleLabChroma(Image image, double factor, RandomStream random)
    {
        using var lab = Lab.Of(image);
        TensorPrimitives.Multiply(lab.Second.Samples, (float)factor, lab.Second.Samples);
        TensorPrimitives.Multiply(lab.Third.Samples, (float)factor, lab.Third.Samples);
        return Lab.ToImage(lab);
    }

    /// <summary>A wrong white point: red, green and blue are exposed differently, in linear light. The seed draws the hue: mostly
    /// warm or cold (red against blue), less often green or magenta.</summary>
    public static Image UnbalanceWhite(Image image, double stops, RandomStream random)
    {
        var (tint, temperature) = Math.SinCos(2 * Math.PI * random.NextDouble());

        // Lamps and daylight differ in temperature; tints of fluorescent light are weaker.
        double[] exposures = [stops * temperature, stops * tint / 2, -stops * temperature];
        var tables = exposures.Select(exposure => Lab.Exposed(Math.Pow(2, exposure))).ToArray();
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i += 3)
        {
            (rgb[i], rgb[i + 1], rgb[i + 2]) = (tables[0][rgb[i]], tables[1][rgb[i + 1]], tables[2][rgb[i + 2]]);
        }

        return new Image(image.Width, image.Height, rgb);
    }
}
