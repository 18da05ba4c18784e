using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;

namespace IqaSharp.Distortions;

/// <summary>CIE 1976 L*a*b* of sRGB, white point D65 (IEC 61966-2-1; CIE 15:2004, section 8.2.1).</summary>
/// <remarks>Unlike <see cref="Imaging.ColourSpaces.Lab"/>, which follows one paper's choice of D50, this is exact and reversible.</remarks>
internal static class Lab
{
    private const double WhiteX = 0.95047, WhiteZ = 1.08883;

    /// <summary>The threshold below which the cube root is replaced by a line, and the line's slope and offset.</summary>
    private const double Threshold = 216.0 / 24389, Slope = 24389.0 / 27 / 116, Offset = 16.0 / 116;

    private static readonly double[] Linear = [.. Enumerable.Range(0, 256).Select(static v =>
        v / 255.0 is var s && s <= 0.04045 ? s / 12.92 : Math.Pow((s + 0.055) / 1.055, 2.4))];

    /// <summary>The sRGB encoding of 65,536 linear intensities: finer than a tenth of an 8-bit step even where the curve is steepest.</summary>
    private static readonly byte[] Encoded = [.. Enumerable.Range(0, 65536).Select(static v =>
        v / 65535.0 is var s && s <= 0.0031308 ? ByteSample.Saturate(255 * 12.92 * s) : ByteSample.Saturate(255 * ((1.055 * Math.Pow(s, 1 / 2.4)) - 0.055)))];

    /// <summary>L* from 0 to 100, a*, b*.</summary>
    public static ColourPlanes Of(Image image) => ColourPlanes.Of(image, OfPixel);

    /// <summary>The nearest image in sRGB.</summary>
    public static Image ToImage(ColourPlanes lab) => lab.ToImage(ToPixel);

    /// <summary>For each sample of sRGB the sample with a multiple of its light.</summary>
    public static byte[] Exposed(double gain) => [.. Linear.Select(light => Encode(gain * light))];

    private static (float L, float A, float B) OfPixel(byte red, byte green, byte blue)
    {
        var (r, g, b) = (Linear[red], Linear[green], Linear[blue]);
        var x = Root(((0.4124564 * r) + (0.3575761 * g) + (0.1804375 * b)) / WhiteX);
        var y = Root((0.2126729 * r) + (0.7151522 * g) + (0.0721750 * b));
        var z = Root(((0.0193339 * r) + (0.1191920 * g) + (0.9503041 * b)) / WhiteZ);
        return ((float)((116 * y) - 16), (float)(500 * (x - y)), (float)(200 * (y - z)));
    }

    private static (byte Red, byte Green, byte Blue) ToPixel(float l, float a, float b)
    {
        var fy = (l + 16.0) / 116;
        var x = WhiteX * Cube(fy + (a / 500.0));
        var y = Cube(fy);
        var z = WhiteZ * Cube(fy - (b / 200.0));
        return (
            Encode((3.2404542 * x) - (1.5371385 * y) - (0.4985314 * z)),
            Encode((-0.9692660 * x) + (1.8760108 * y) + (0.0415560 * z)),
            Encode((0.0556434 * x) - (0.2040259 * y) + (1.0572252 * z)));
    }

    private static double Root(double t) => t > Threshold ? Math.Cbrt(t) : (Slope * t) + Offset;

    private static double Cube(double t) => t * t * t is var cube && cube > Threshold ? cube : (t - Offset) / Slope;

    private static byte Encode(double linear) => Encoded[(int)((Math.Clamp(linear, 0, 1) * 65535) + 0.5)];
}
