using IqaSharp.Imaging.Fourier;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Complex wavelet structural similarity: similarity of the phases of wavelet coefficients in windows, insensitive to small shifts and rotations.</summary>
/// <remarks>Sampat, Wang, Gupta, Bovik, Markey, "Complex wavelet structural similarity: a new image similarity index", IEEE TIP 18(11), 2009, eq. 6 with K = 0,
/// on the bands of the fourth level of a steerable pyramid with eight orientations; windows of 7×7 coefficients, weighted towards the image's centre
/// as in the authors' code. 1 is identical.</remarks>
public static class CwSsim
{
    /// <summary>The shortest side in pixels, so that the window of 7 fits at the fourth level.</summary>
    public const int SmallestSide = Window << (Level - 1);

    private const int Level = 4;
    private const int Orientations = 8;
    private const int Window = 7;

    private static readonly float[] Box = Kernel.Box(Window);

    /// <param name="reference">Grey, [height, width], 0–255.</param>
    /// <param name="distorted">A plane of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size, or are flat and differ.</exception>
    public static double Score(Plane reference, Plane distorted)
    {
        Plane.ThrowIfDifferent(reference, distorted);
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Undefined.Resolve(Score(x, y), reference, distorted, "cw-ssim");
    }

    /// <summary>The bands that are compared.</summary>
    internal static PlaneSet Extract(Plane grey)
    {
        using var centred = Statistics.Centred(grey);
        using var spectrum = Transform2D.Forward(centred);
        return SteerableBands.Of(spectrum, Level, Orientations);
    }

    /// <summary>The score; NaN if neither image has any structure.</summary>
    internal static double Score(PlaneSet reference, PlaneSet distorted) => Enumerable.Range(0, Orientations).Average(band =>
        Similarity(reference[2 * band], reference[(2 * band) + 1], distorted[2 * band], distorted[(2 * band) + 1]));

    private static double Similarity(Plane realX, Plane imaginaryX, Plane realY, Plane imaginaryY)
    {
        using var real = new Plane(realX.Width, realX.Height);
        using var imaginary = new Plane(realX.Width, realX.Height);
        using var energy = new Plane(realX.Width, realX.Height);
        for (var i = 0; i < real.Samples.Length; i++)
        {
            var (a, b, c, d) = (realX.Samples[i], imaginaryX.Samples[i], realY.Samples[i], imaginaryY.Samples[i]);
            real.Samples[i] = (a * c) + (b * d);
            imaginary.Samples[i] = (b * c) - (a * d);
            energy.Samples[i] = (a * a) + (b * b) + ((c * c) + (d * d)); // exactly twice the real part for equal coefficients
        }

        using var re = Filter.Valid(real, Box);
        using var im = Filter.Valid(imaginary, Box);
        using var energies = Filter.Valid(energy, Box);
        var (across, down) = (Kernel.Gaussian(re.Width, real.Height / 4.0), Kernel.Gaussian(re.Height, real.Height / 4.0));
        var (shortfall, weights, content) = (0.0, 0.0, false);
        for (var row = 0; row < re.Height; row++)
        {
            for (var column = 0; column < re.Width; column++)
            {
                var (r, i, e) = (re.Row(row)[column], im.Row(row)[column], energies.Row(row)[column]);
                var weight = (double)down[row] * across[column];
                shortfall += e > 0 ? weight * Math.Max(0, 1 - (2 * Math.Sqrt(((double)r * r) + ((double)i * i)) / e)) : 0;
                weights += weight;
                content |= e > 0;
            }
        }

        return content ? 1 - (shortfall / weights) : double.NaN;
    }
}
