using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>Bent fringes, as where a fine pattern meets the grid of a sensor or a screen.</summary>
internal static class Moire
{
    private const int TableBits = 10;

    private static readonly float[] Sine = [.. Enumerable.Range(0, 1 << TableBits).Select(static i => (float)Math.Sin(2 * Math.PI * (i + 0.5) / (1 << TableBits)))];

    /// <summary>Adds fringes, which the grating that causes them modulates. The seed draws their course and how coloured they are.</summary>
    public static Image AddFringes(Image image, double amplitude, RandomStream random)
    {
        // Lengths are in shares of the geometric mean of the sides; phases in turns.
        var unit = Math.Sqrt((double)image.Width * image.Height);
        var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
        var turns = 12 + (28 * random.NextDouble());
        var (bendX, bendY, twist) = (Bend(), Bend(), Bend());
        var (fineX, fineY) = (0.2 + (0.2 * random.NextDouble()), 0.2 + (0.2 * random.NextDouble()));
        var spread = Phase(random.NextDouble() / 3);
        var strength = (float)amplitude;
        var rgb = image.Pixels.ToArray();
        for (var y = 0; y < image.Height; y++)
        {
            // The phase along a row is a parabola, computed by its differences in integers: exact, and wrapped for free.
            var v = y / unit;
            var phase = Phase((turns * sine * v) + (bendY * v * v));
            var step = Phase((((turns * cosine) + (twist * v)) / unit) + (bendX / (unit * unit)));
            var (growth, fine, fineStep) = (Phase(2 * bendX / (unit * unit)), Phase(fineY * y), Phase(fineX));
            foreach (ref var pixel in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, Rgb>(rgb.AsSpan(y * image.Width * 3, image.Width * 3)))
            {
                var fringe = strength * (0.7f + (0.3f * Wave(fine)));
                pixel = new Rgb(Lit(pixel.Red, fringe * Wave(phase)), Lit(pixel.Green, fringe * Wave(phase + spread)), Lit(pixel.Blue, fringe * Wave(phase + (2 * spread))));
                phase += step;
                step += growth;
                fine += fineStep;
            }
        }

        return new Image(image.Width, image.Height, rgb);

        double Bend() => turns * ((2 * random.NextDouble()) - 1);
    }

    /// <summary>Adds a fringe: weaker in the dark, where there is little light to interfere.</summary>
    private static byte Lit(byte sample, float fringe) => (byte)Math.Clamp(sample + (fringe * (0.4f + (0.6f / 255 * sample))) + 0.5f, 0, 255);

    private static float Wave(ulong phase) => Sine[phase >> (64 - TableBits)];

    /// <summary>The fraction of a number of turns, in units of 2⁻⁶⁴.</summary>
    private static ulong Phase(double turns) => (ulong)((turns - Math.Floor(turns)) * 9007199254740992) << 11;

    private readonly record struct Rgb(byte Red, byte Green, byte Blue);
}
