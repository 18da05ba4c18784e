using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.Fourier;

/// <summary>The oriented bands of one level of a complex steerable pyramid.</summary>
/// <remarks>Simoncelli, Freeman, "The steerable pyramid", ICIP 1995; the complex one, whose imaginary part is the Hilbert transform of the real one, is that of
/// Portilla, Simoncelli, IJCV 40(1), 2000, eqs. 1–7.</remarks>
internal static class SteerableBands
{
    /// <param name="spectrum">The image's spectrum.</param>
    /// <param name="level">1 is the finest.</param>
    /// <param name="orientations">The number of bands over 180°.</param>
    /// <returns>Real and imaginary part of each band, up to a common factor; each level halves the size.</returns>
    public static PlaneSet Of(ComplexPlane spectrum, int level, int orientations)
    {
        var (width, height) = (spectrum.Width, spectrum.Height);
        for (var i = 1; i < level; i++)
        {
            (width, height) = ((width + 1) / 2, (height + 1) / 2);
        }

        using var low = Crop(spectrum, width, height);
        var bands = new ComplexPlane[orientations];
        ParallelWork.ForEach(orientations, band =>
        {
            using var filter = Frequencies.Fill(width, height, (column, row) =>
            {
                var (x, y) = (2.0 * Signed(column, width) / spectrum.Width, 2.0 * Signed(row, height) / spectrum.Height);
                var angle = Math.Atan2(y, x) - (Math.PI * band / orientations);
                var octaves = Math.Log2(Math.Max(Math.Sqrt((x * x) + (y * y)), double.Epsilon));
                return Math.Cos(angle) <= 0 ? 0 : (float)(Radial(octaves, level) * Math.Pow(Math.Cos(angle), orientations - 1));
            });
            bands[band] = Transform2D.Inverse(low, filter);
        });
        return new PlaneSet([.. bands.SelectMany(band => new[] { band.Real, band.Imaginary })]);
    }

    /// <summary>The combined radial response of the preceding low-pass filters and the level's high-pass filter.</summary>
    private static double Radial(double octaves, int level)
    {
        // Raised-cosine transition over the octave below each cut-off: squares of low-pass and high-pass add to 1.
        static double QuarterTurn(double x) => Math.PI / 2 * Math.Clamp(x, -1, 0);
        var response = Math.Cos(QuarterTurn(octaves + level));
        for (var i = 0; i < level; i++)
        {
            response *= -Math.Sin(QuarterTurn(octaves + i));
        }

        return response;
    }

    private static int Signed(int index, int length) => index < (length + 1) / 2 ? index : index - length;

    private static ComplexPlane Crop(ComplexPlane spectrum, int width, int height)
    {
        var result = new ComplexPlane(width, height);
        for (var y = 0; y < height; y++)
        {
            var from = (Signed(y, height) + spectrum.Height) % spectrum.Height;
            for (var x = 0; x < width; x++)
            {
                var at = (Signed(x, width) + spectrum.Width) % spectrum.Width;
                result.Real.Row(y)[x] = spectrum.Real.Row(from)[at];
                result.Imaginary.Row(y)[x] = spectrum.Imaginary.Row(from)[at];
            }
        }

        return result;
    }
}
