namespace IqaSharp.Metrics.Maps;

/// <summary>The colours of maps, from black through violet, red and orange to pale yellow. Equal steps of a value are equal differences of colour, and a larger value is always lighter, so that it also reads in grey.</summary>
/// <remarks>Differences are distances in OKLab (Ottosson, "A perceptual color space for image processing", 2020).</remarks>
public static class ColourScale
{
    private const int Count = 256;
    private const int Fineness = 64; // points between two anchors, by which distances are measured

    /// <summary>Five colours of matplotlib's "inferno".</summary>
    private static readonly (byte Red, byte Green, byte Blue)[] s_anchors = [(0, 0, 4), (87, 16, 110), (188, 55, 84), (249, 142, 9), (252, 255, 164)];

    private static readonly (byte Red, byte Green, byte Blue)[] s_colours = Spread();

    /// <summary>The colour of a position on the scale.</summary>
    /// <param name="position">0 for the lowest value, drawn in black, to 1 for the highest, in pale yellow; what lies outside has the colour of the nearer end.</param>
    public static (byte Red, byte Green, byte Blue) At(double position) => s_colours[(int)Math.Round(Math.Clamp(position, 0, 1) * (Count - 1))];

    /// <summary>The position of a colour in OKLab: lightness, green to red, blue to yellow.</summary>
    internal static (double L, double A, double B) Lab((byte Red, byte Green, byte Blue) colour)
    {
        var (r, g, b) = (Linear(colour.Red), Linear(colour.Green), Linear(colour.Blue));
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return ((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s), (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    /// <summary>Colours at equal distances along the straight lines between the anchors.</summary>
    private static (byte Red, byte Green, byte Blue)[] Spread()
    {
        var anchors = Array.ConvertAll(s_anchors, Lab);
        var points = Enumerable.Range(0, ((anchors.Length - 1) * Fineness) + 1).Select(i =>
        {
            var (from, part) = (Math.Min(i / Fineness, anchors.Length - 2), (double)i / Fineness);
            return Between(anchors[from], anchors[from + 1], part - from);
        }).ToArray();
        var lengths = new double[points.Length];
        for (var i = 1; i < points.Length; i++)
        {
            lengths[i] = lengths[i - 1] + Distance(points[i - 1], points[i]);
        }

        return [.. Enumerable.Range(0, Count).Select(i =>
        {
            var length = lengths[^1] * i / (Count - 1);
            var next = Math.Max(1, Array.FindIndex(lengths, reached => reached >= length - 1e-12));
            return Rgb(Between(points[next - 1], points[next], (length - lengths[next - 1]) / (lengths[next] - lengths[next - 1])));
        })];
    }

    private static (double L, double A, double B) Between((double L, double A, double B) from, (double L, double A, double B) to, double part) =>
        (from.L + (part * (to.L - from.L)), from.A + (part * (to.A - from.A)), from.B + (part * (to.B - from.B)));

    private static double Distance((double L, double A, double B) x, (double L, double A, double B) y) =>
        Math.Sqrt(((x.L - y.L) * (x.L - y.L)) + ((x.A - y.A) * (x.A - y.A)) + ((x.B - y.B) * (x.B - y.B)));

    private static (byte Red, byte Green, byte Blue) Rgb((double L, double A, double B) lab)
    {
        var l = Math.Pow(lab.L + (0.3963377774 * lab.A) + (0.2158037573 * lab.B), 3);
        var m = Math.Pow(lab.L - (0.1055613458 * lab.A) - (0.0638541728 * lab.B), 3);
        var s = Math.Pow(lab.L - (0.0894841775 * lab.A) - (1.2914855480 * lab.B), 3);
        return (Byte((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)), Byte((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)), Byte((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    // IEC 61966-2-1.
    private static double Linear(byte level) => level / 255.0 is var v && v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);

    private static byte Byte(double linear) =>
        (byte)Math.Round(255 * Math.Clamp(linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055, 0, 1));
}
