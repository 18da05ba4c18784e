using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Distortions;

/// <summary>Distortions of brightness, contrast and sharpness.</summary>
internal static class ToneDistortions
{
    /// <summary>Raises the midtones; black and white stay.</summary>
    public static Image Brighten(Image image, double strength, RandomStream random) => ApplyGamma(image, Math.Exp(-strength));

    /// <summary>Lowers the midtones; black and white stay.</summary>
    public static Image Darken(Image image, double strength, RandomStream random) => ApplyGamma(image, Math.Exp(strength));

    /// <summary>Adds a constant to all samples, or subtracts it; the seed decides.</summary>
    public static Image ShiftMean(Image image, double share, RandomStream random)
    {
        var shift = 255 * (random.Next(2) == 0 ? share : -share);
        return Map(image, sample => sample + shift);
    }

    /// <summary>Moves every sample towards the mean of the image, by a share of its distance.</summary>
    public static Image ReduceContrast(Image image, double share, RandomStream random)
    {
        var sum = 0L;
        foreach (var sample in image.Pixels)
        {
            sum += sample;
        }

        var mean = (double)sum / image.Pixels.Length;
        return Map(image, sample => mean + ((1 - share) * (sample - mean)));
    }

    /// <summary>Uniform quantisation of each channel.</summary>
    public static Image Quantise(Image image, double levels, RandomStream random) =>
        Map(image, sample => Math.Floor((sample / 255 * (levels - 1)) + 0.5) / (levels - 1) * 255);

    /// <summary>Unsharp masking of L*.</summary>
    public static Image Sharpen(Image image, double amount, RandomStream random)
    {
        using var lab = Lab.Of(image);
        using var blurred = new Plane(image.Width, image.Height);
        var lightness = lab.First.Samples;
        lightness.CopyTo(blurred.Samples);
        Blurs.Gaussian(blurred, 1);
        var smooth = blurred.Samples;
        for (var i = 0; i < lightness.Length; i++)
        {
            lightness[i] = Math.Clamp(lightness[i] + ((float)amount * (lightness[i] - smooth[i])), 0, 100);
        }

        return Lab.ToImage(lab);
    }

    /// <summary>Fades to the negative: at a share of one half the image is grey.</summary>
    public static Image FadeToNegative(Image image, double share, RandomStream random) => Map(image, sample => sample + (share * (255 - (2 * sample))));

    /// <summary>Inverts the brightest samples, as many as the share says; ties are inverted together.</summary>
    public static Image Solarise(Image image, double share, RandomStream random)
    {
        var histogram = new int[256];
        foreach (var sample in image.Pixels)
        {
            histogram[sample]++;
        }

        var (threshold, inverted) = (255, (long)histogram[255]);
        while (threshold > 0 && inverted + histogram[threshold - 1] <= share * image.Pixels.Length)
        {
            inverted += histogram[--threshold];
        }

        return Map(image, sample => sample >= threshold ? 255 - sample : sample);
    }

    /// <summary>Raises L* / 100 to a power.</summary>
    private static Image ApplyGamma(Image image, double exponent)
    {
        using var lab = Lab.Of(image);
        foreach (ref var lightness in lab.First.Samples)
        {
            lightness = (float)(100 * Math.Pow(Math.Clamp(lightness / 100.0, 0, 1), exponent));
        }

        return Lab.ToImage(lab);
    }

    /// <summary>Applies a function to every sample, through a lookup table.</summary>
    private static Image Map(Image image, Func<double, double> function)
    {
        Span<byte> table = stackalloc byte[256];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = ByteSample.Saturate(function(i));
        }

        var samples = image.Pixels.ToArray();
        foreach (ref var sample in samples.AsSpan())
        {
            sample = table[sample];
        }

        return new Image(image.Width, image.Height, samples);
    }
}
