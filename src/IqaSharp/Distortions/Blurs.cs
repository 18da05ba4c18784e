using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Distortions;

/// <summary>Distortions that blur.</summary>
internal static class Blurs
{
    public static Image Gaussian(Image image, double deviation, RandomStream random) => Blurred(image, plane => Gaussian(plane, deviation));

    /// <summary>Out of focus: the point spread function is a disc.</summary>
    public static Image Lens(Image image, double radius, RandomStream random) => Blurred(image, BlurKernel.Disc(radius).Apply);

    /// <summary>The camera moves along a straight line in a random direction.</summary>
    public static Image Motion(Image image, double halfLength, RandomStream random) =>
        Blurred(image, BlurKernel.Line(halfLength, Math.PI * random.NextDouble()).Apply);

    /// <summary>Blurs a plane in place.</summary>
    public static void Gaussian(Plane plane, double deviation)
    {
        var row = BlurKernel.Gaussian(deviation);
        row.Apply(plane);
        row.Transposed().Apply(plane);
    }

    private static Image Blurred(Image image, Action<Plane> blur)
    {
        using var planes = ColourPlanes.OfRgb(image);
        foreach (var plane in planes.All)
        {
            blur(plane);
        }

        return planes.ToImage(static (r, g, b) => (ByteSample.Saturate(r), ByteSample.Saturate(g), ByteSample.Saturate(b)));
    }
}
