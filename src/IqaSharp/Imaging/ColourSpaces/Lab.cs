namespace IqaSharp.Imaging.ColourSpaces;

/// <summary>CIE L*a*b*, an approximately uniform colour space.</summary>
internal static class Lab
{
    private const double Knee = 0.008856;
    private const double Slope = 903.3;

    // The D50 white point, although that of sRGB is D65: as in SDSP's published code.
    private const double WhiteX = 0.9642119944211994;
    private const double WhiteZ = 0.8251882845188288;

    /// <summary>Converts red, green and blue (sRGB, 0–255) to L*, a* and b*, in place.</summary>
    public static void FromRgb(Span<float> red, Span<float> green, Span<float> blue)
    {
        for (var i = 0; i < red.Length; i++)
        {
            var (r, g, b) = (Linear(red[i]), Linear(green[i]), Linear(blue[i]));
            var x = Root(((0.4124564 * r) + (0.3575761 * g) + (0.1804375 * b)) / WhiteX);
            var y = Root((0.2126729 * r) + (0.7151522 * g) + (0.0721750 * b));
            var z = Root(((0.0193339 * r) + (0.1191920 * g) + (0.9503041 * b)) / WhiteZ);
            (red[i], green[i], blue[i]) = ((float)((116 * y) - 16), (float)(500 * (x - y)), (float)(200 * (y - z)));
        }
    }

    private static double Linear(float level)
    {
        var value = level / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static double Root(double value) => value > Knee ? Math.Cbrt(value) : ((Slope * value) + 16) / 116;
}
