using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Distortions;

/// <summary>Loss of sharpness.</summary>
internal static class Blurs
{
    public static Image Gaussian(Image image, double deviation, RandomStream random)
    {
        using var planes = ColourPlanes.OfRgb(image);
        foreach (var plane in planes.Channels)
        {
            Gaussian(plane, deviation);
        }

        return planes.ToImage();
    }

    public static Image Lens(Image image, double radius, RandomStream random) => Convolved(image, Kernel.Disc(radius));

    /// <summary>The camera moves on a straight line in a random direction.</summary>
    public static Image Motion(Image image, double halfLength, RandomStream random) =>
        Convolved(image, Kernel.Line(halfLength, Math.PI * random.Unit()));

    /// <summary>Blurs a plane in place.</summary>
    public static void Gaussian(Plane plane, double deviation)
    {
        var row = Kernel.Gaussian(deviation);
        row.Apply(plane);
        row.Transposed().Apply(plane);
    }

    private static Image Convolved(Image image, Kernel kernel)
    {
        using var planes = ColourPlanes.OfRgb(image);
        foreach (var plane in planes.Channels)
        {
            kernel.Apply(plane);
        }

        return planes.ToImage();
    }
}
