using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Distortions;

/// <summary>The three channels of an image as planes of floats; what they mean is for who made them to know.</summary>
internal sealed class ColourPlanes(int width, int height) : IDisposable
{
    private readonly Plane[] _channels = [new(width, height), new(width, height), new(width, height)];

    public int Width => width;

    public int Height => height;

    public IReadOnlyList<Plane> Channels => _channels;

    /// <summary>Red, green, blue, 0–255.</summary>
    public static ColourPlanes OfRgb(Image image) => Of(image, static (r, g, b) => (r, g, b));

    /// <summary>Any colours that are a function of a pixel's red, green and blue.</summary>
    public static ColourPlanes Of(Image image, Func<byte, byte, byte, (float First, float Second, float Third)> convert)
    {
        var planes = new ColourPlanes(image.Width, image.Height);
        var rgb = image.Pixels;
        var first = planes._channels[0].Samples;
        var second = planes._channels[1].Samples;
        var third = planes._channels[2].Samples;
        for (int i = 0, at = 0; i < first.Length; i++, at += 3)
        {
            (first[i], second[i], third[i]) = convert(rgb[at], rgb[at + 1], rgb[at + 2]);
        }

        return planes;
    }

    /// <summary>The image, of planes that are red, green and blue.</summary>
    public Image ToImage() => ToImage(static (r, g, b) => (Samples8.Round(r), Samples8.Round(g), Samples8.Round(b)));

    /// <summary>The image, by the way back from these colours.</summary>
    public Image ToImage(Func<float, float, float, (byte Red, byte Green, byte Blue)> convert)
    {
        var rgb = GC.AllocateUninitializedArray<byte>(checked(width * height * 3));
        var first = _channels[0].Samples;
        var second = _channels[1].Samples;
        var third = _channels[2].Samples;
        for (int i = 0, at = 0; i < first.Length; i++, at += 3)
        {
            (rgb[at], rgb[at + 1], rgb[at + 2]) = convert(first[i], second[i], third[i]);
        }

        return new Image(width, height, rgb);
    }

    public void Dispose() => Array.ForEach(_channels, static plane => plane.Dispose());
}
