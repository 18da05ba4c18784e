using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.ColourSpaces;

/// <summary>An image as three float planes, in whatever colour space the conversion chooses.</summary>
internal sealed class ColourPlanes(Plane first, Plane second, Plane third) : IDisposable
{
    public Plane First => first;

    public Plane Second => second;

    public Plane Third => third;

    public IReadOnlyList<Plane> All { get; } = [first, second, third];

    /// <summary>Red, green and blue, 0–255.</summary>
    public static ColourPlanes OfRgb(Image image) => Of(image, static (r, g, b) => (r, g, b));

    /// <summary>The image converted pixel by pixel.</summary>
    public static ColourPlanes Of(Image image, Func<byte, byte, byte, (float First, float Second, float Third)> convert)
    {
        var planes = new ColourPlanes(new(image.Width, image.Height), new(image.Width, image.Height), new(image.Width, image.Height));
        var rgb = image.Pixels;
        var first = planes.First.Samples;
        var second = planes.Second.Samples;
        var third = planes.Third.Samples;
        for (int i = 0, at = 0; i < first.Length; i++, at += 3)
        {
            (first[i], second[i], third[i]) = convert(rgb[at], rgb[at + 1], rgb[at + 2]);
        }

        return planes;
    }

    /// <summary>New planes, each made from one of these.</summary>
    public ColourPlanes Select(Func<Plane, Plane> make) => new(make(first), make(second), make(third));

    /// <summary>The image, converted back pixel by pixel.</summary>
    public Image ToImage(Func<float, float, float, (byte Red, byte Green, byte Blue)> convert)
    {
        var rgb = GC.AllocateUninitializedArray<byte>(checked(first.Samples.Length * 3));
        var a = first.Samples;
        var b = second.Samples;
        var c = third.Samples;
        for (int i = 0, at = 0; i < a.Length; i++, at += 3)
        {
            (rgb[at], rgb[at + 1], rgb[at + 2]) = convert(a[i], b[i], c[i]);
        }

        return new Image(first.Width, first.Height, rgb);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        third.Dispose();
    }
}
