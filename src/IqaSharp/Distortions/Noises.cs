using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>Noise. Variances are for samples from 0 to 1, as image processing toolboxes have it.</summary>
internal static class Noises
{
    public static Image White(Image image, double variance, RandomStream random)
    {
        var deviation = 255 * Math.Sqrt(variance);
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i++)
        {
            rgb[i] = Samples8.Round(rgb[i] + (deviation * random.Normal()));
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>The same noise on luma and both differences of colour (ITU-R BT.601), so that it looks coloured.</summary>
    public static Image WhiteYCbCr(Image image, double variance, RandomStream random)
    {
        var deviation = 255 * Math.Sqrt(variance);
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i += 3)
        {
            var (luma, blueness, redness) = (deviation * random.Normal(), deviation * random.Normal(), deviation * random.Normal());
            rgb[i] = Samples8.Round(rgb[i] + luma + (1.402 * redness));
            rgb[i + 1] = Samples8.Round(rgb[i + 1] + luma - (0.344136 * blueness) - (0.714136 * redness));
            rgb[i + 2] = Samples8.Round(rgb[i + 2] + luma + (1.772 * blueness));
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>Salt and pepper, on each channel for itself.</summary>
    public static Image Impulse(Image image, double share, RandomStream random)
    {
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i++)
        {
            var drawn = random.Unit();
            rgb[i] = drawn < share / 2 ? (byte)0 : drawn >= 1 - (share / 2) ? (byte)255 : rgb[i];
        }

        return new Image(image.Width, image.Height, rgb);
    }

    public static Image Multiplicative(Image image, double variance, RandomStream random)
    {
        var deviation = Math.Sqrt(variance);
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i++)
        {
            rgb[i] = Samples8.Round(rgb[i] * (1 + (deviation * random.Normal())));
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>White noise, and what a denoiser leaves that knows its variance.</summary>
    public static Image Denoised(Image image, double variance, RandomStream random) =>
        DctDenoiser.Denoise(White(image, variance, random), 255 * Math.Sqrt(variance));
}
