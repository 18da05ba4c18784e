using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>Wrong lightness, contrast and sharpness.</summary>
internal static class Tones
{
    /// <summary>Lifts lightness between black and white.</summary>
    public static Image Brightened(Image image, double strength, RandomStream random) => Curved(image, Math.Exp(-strength));

    /// <summary>Lowers lightness between black and white.</summary>
    public static Image Darkened(Image image, double strength, RandomStream random) => Curved(image, Math.Exp(strength));

    /// <summary>Every sample higher or every sample lower, as the seed says.</summary>
    public static Image Shifted(Image image, double share, RandomStream random)
    {
        var shift = 255 * (random.Below(2) == 0 ? share : -share);
        return Mapped(image, sample => sample + shift);
    }

    /// <summary>Every sample nearer to the mean of all, by a share of its distance.</summary>
    public static Image Flattened(Image image, double share, RandomStream random)
    {
        var sum = 0L;
        foreach (var sample in image.Pixels)
        {
            sum += sample;
        }

        var mean = (double)sum / image.Pixels.Length;
        return Mapped(image, sample => mean + ((1 - share) * (sample - mean)));
    }

    /// <summary>Equal steps from 0 to 255 on each channel.</summary>
    public static Image Quantised(Image image, double levels, RandomStream random) =>
        Mapped(image, sample => Math.Floor((sample / 255 * (levels - 1)) + 0.5) / (levels - 1) * 255);

    /// <summary>Unsharp mask of lightness: adds a multiple of what a blur takes away.</summary>
    public static Image Sharpened(Image image, double amount, RandomStream random)
    {
        using var lab = Lab.Of(image);
        using var blurred = new Imaging.Planes.Plane(image.Width, image.Height);
        var lightness = lab.Channels[0].Samples;
        lightness.CopyTo(blurred.Samples);
        Blurs.Gaussian(blurred, 1);
        var smooth = blurred.Samples;
        for (var i = 0; i < lightness.Length; i++)
        {
            lightness[i] = Math.Clamp(lightness[i] + ((float)amount * (lightness[i] - smooth[i])), 0, 100);
        }

        return Lab.ToImage(lab);
    }

    private static Image Curved(Image image, double exponent)
    {
        using var lab = Lab.Of(image);
        foreach (ref var lightness in lab.Channels[0].Samples)
        {
            lightness = (float)(100 * Math.Pow(Math.Clamp(lightness / 100.0, 0, 1), exponent));
        }

        return Lab.ToImage(lab);
    }

    private static Image Mapped(Image image, Func<double, double> function) => new(image.Width, image.Height, Samples8.Map(image.Pixels, function));
}
