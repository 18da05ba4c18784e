using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Restorations.Filtering;

/// <summary>The three channels of an image, 0–255: red, green and blue, or luma and two chrominances around 128.</summary>
/// <remarks>Luma and chrominance are JPEG's (JFIF 1.02): ITU-R BT.601, full range.</remarks>
internal sealed class Channels(Plane first, Plane second, Plane third) : IDisposable
{
    public Plane First => first;

    public Plane Second => second;

    public Plane Third => third;

    /// <summary>Red, green and blue.</summary>
    public static Channels Rgb(Image image)
    {
        var channels = new Channels(new(image.Width, image.Height), new(image.Width, image.Height), new(image.Width, image.Height));
        var red = channels.First.Samples;
        var green = channels.Second.Samples;
        var blue = channels.Third.Samples;
        var pixels = image.Pixels;
        for (var i = 0; i < red.Length; i++)
        {
            (red[i], green[i], blue[i]) = (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]);
        }

        return channels;
    }

    /// <summary>Luma, Cb and Cr, not rounded.</summary>
    public static Channels Ycc(Image image)
    {
        var channels = new Channels(new(image.Width, image.Height), new(image.Width, image.Height), new(image.Width, image.Height));
        var luma = channels.First.Samples;
        var cb = channels.Second.Samples;
        var cr = channels.Third.Samples;
        var pixels = image.Pixels;
        for (var i = 0; i < luma.Length; i++)
        {
            var (r, g, b) = ((float)pixels[3 * i], (float)pixels[(3 * i) + 1], (float)pixels[(3 * i) + 2]);
            luma[i] = (0.299f * r) + (0.587f * g) + (0.114f * b);
            cb[i] = 128f + ((b - luma[i]) / 1.772f);
            cr[i] = 128f + ((r - luma[i]) / 1.402f);
        }

        return channels;
    }

    /// <summary>Other channels, made one by one.</summary>
    public Channels Select(Func<Plane, Plane> make) => new(make(first), make(second), make(third));

    /// <summary>The image of red, green and blue.</summary>
    public Image FromRgb()
    {
        var red = first.Samples;
        var green = second.Samples;
        var blue = third.Samples;
        var pixels = new byte[checked(first.Samples.Length * 3)];
        for (var i = 0; i < red.Length; i++)
        {
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = (Byte(red[i]), Byte(green[i]), Byte(blue[i]));
        }

        return new Image(first.Width, first.Height, pixels);
    }

    /// <summary>The image of luma, Cb and Cr.</summary>
    public Image FromYcc()
    {
        var luma = first.Samples;
        var cb = second.Samples;
        var cr = third.Samples;
        var pixels = new byte[checked(first.Samples.Length * 3)];
        for (var i = 0; i < luma.Length; i++)
        {
            var (y, u, v) = (luma[i], cb[i] - 128f, cr[i] - 128f);
            pixels[3 * i] = Byte(y + (1.402f * v));
            pixels[(3 * i) + 1] = Byte(y - (0.114f * 1.772f / 0.587f * u) - (0.299f * 1.402f / 0.587f * v));
            pixels[(3 * i) + 2] = Byte(y + (1.772f * u));
        }

        return new Image(first.Width, first.Height, pixels);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        third.Dispose();
    }

    private static byte Byte(float value) => (byte)(Math.Clamp(value, 0f, 255f) + 0.5f);
}
