using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>Distortions that add noise. Variances are for samples from 0 to 1, as in image processing toolboxes.</summary>
internal static class Noise
{
    public static Image White(Image image, double variance, RandomStream random)
    {
        var deviation = 255 * Math.Sqrt(variance);
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i++)
        {
            rgb[i] = ByteSample.Saturate(rgb[i] + (deviation * random.NextNormal()));
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>White noise on Y, Cb and Cr (ITU-R BT.601): it looks coloured.</summary>
    public static Image WhiteYCbCr(Image image, double variance, RandomStream random)
    {
        var deviation = 255 * Math.Sqrt(variance);
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i += 3)
        {
            var (y, cb, cr) = (deviation * random.NextNormal(), deviation * random.NextNormal(), deviation * random.NextNormal());
            rgb[i] = ByteSample.Saturate(rgb[i] + y + (1.402 * cr));
            rgb[i + 1] = ByteSample.Saturate(rgb[i + 1] + y - (0.344136 * cb) - (0.714136 * cr));
            rgb[i + 2] = ByteSample.Saturate(rgb[i + 2] + y + (1.772 * cb));
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>Salt-and-pepper noise, independent on each channel.</summary>
    public static Image Impulse(Image image, double share, RandomStream random)
    {
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i++)
        {
            var u = random.NextDouble();
            rgb[i] = u < share / 2 ? (byte)0 : u >= 1 - (share / 2) ? (byte)255 : rgb[i];
        }

        return new Image(image.Width, image.Height, rgb);
    }

    public static Image Multiplicative(Image image, double variance, RandomStream random)
    {
        var deviation = Math.Sqrt(variance);
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i++)
        {
            rgb[i] = ByteSample.Saturate(rgb[i] * (1 + (deviation * random.NextNormal())));
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>White noise, then a denoiser that knows its variance.</summary>
    public static Image Denoised(Image image, double variance, RandomStream random) =>
        DctDenoiser.Denoise(White(image, variance, random), 255 * Math.Sqrt(variance));
}
