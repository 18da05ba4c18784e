using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.ColourSpaces;

/// <summary>JPEG XL's XYB: red against green, their mean, and blue, from cube roots of the responses of cones.</summary>
/// <remarks>ISO/IEC 18181-1; shifted and scaled as in SSIMULACRA 2, so that all values of images are positive.</remarks>
internal static class Xyb
{
    private const double Bias = 0.0037930732552754493;

    private static readonly double BiasRoot = Math.Cbrt(Bias);

    /// <summary>Converts linear red, green and blue of 0–1 to 14 X + 0.42, Y + 0.01 and B − Y + 0.55.</summary>
    /// <param name="red">A multiple of 8 samples, as all others.</param>
    /// <param name="green">Green.</param>
    /// <param name="blue">Blue.</param>
    /// <param name="x">Red against green.</param>
    /// <param name="y">Lightness.</param>
    /// <param name="b">Blue against lightness.</param>
    public static void FromLinear(ReadOnlySpan<double> red, ReadOnlySpan<double> green, ReadOnlySpan<double> blue, Span<double> x, Span<double> y, Span<double> b)
    {
        for (var i = 0; i < red.Length; i += Vector512<double>.Count)
        {
            var (r, g, bl) = (Vector512.Create(red[i..]), Vector512.Create(green[i..]), Vector512.Create(blue[i..]));
            var l = Response(r, g, bl, 0.3, 0.622, 0.078);
            var m = Response(r, g, bl, 0.23, 0.692, 0.078);
            var s = Response(r, g, bl, 0.2434226892454782, 0.2047674442449682, 0.5518098665095537);
            var light = (l + m) * 0.5;
            (((l - m) * 7) + Vector512.Create(0.42)).CopyTo(x[i..]);
            (light + Vector512.Create(0.01)).CopyTo(y[i..]);
            (s - light + Vector512.Create(0.55)).CopyTo(b[i..]);
        }
    }

    private static Vector512<double> Response(Vector512<double> r, Vector512<double> g, Vector512<double> b, double red, double green, double blue)
    {
        var mixed = Vector512.FusedMultiplyAdd(r, Vector512.Create(red), Vector512.FusedMultiplyAdd(g, Vector512.Create(green), Vector512.FusedMultiplyAdd(b, Vector512.Create(blue), Vector512.Create(Bias))));
        return CubeRoot(mixed) - Vector512.Create(BiasRoot);
    }

    /// <summary>Cube roots of normal positive numbers, to 12 digits: a third of the exponent, then two of Halley's steps, each of which triples the number of correct digits.</summary>
    private static Vector512<double> CubeRoot(Vector512<double> a)
    {
        // The upper word / 3 + 2²⁰ (1023 − 1023 / 3 − 0.033): within 5 %.
        var upper = Vector512.ShiftRightLogical(a.AsUInt64(), 32).AsInt32();
        var third = Vector512.ConvertToInt32(Vector512.ConvertToSingle(upper) * (1 / 3f)).AsUInt64() + Vector512.Create(715094163UL);
        var root = Vector512.ShiftLeft(third, 32).AsDouble();
        root = Halley(root, a);
        return Halley(root, a);
    }

    private static Vector512<double> Halley(Vector512<double> root, Vector512<double> a)
    {
        var cube = root * root * root;
        return root * (cube + a + a) / (cube + cube + a);
    }
}
