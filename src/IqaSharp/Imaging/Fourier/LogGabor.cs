using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.Fourier;

/// <summary>Log-Gabor filters of several wavelengths and orientations: each is a radial function times an angular one.</summary>
/// <remarks>Field, JOSA A 4(12), 1987; Kovesi, "Image features from phase congruency", Videre 1(3), 1999.</remarks>
internal sealed class LogGabor
{
    private readonly Plane[] _radial;
    private readonly Plane[] _angular;

    /// <param name="width">Of the images.</param>
    /// <param name="height">Of the images.</param>
    /// <param name="wavelengths">Of the filters' centres, in pixels.</param>
    /// <param name="orientations">How many there are in half a turn.</param>
    /// <param name="spacing">The angle between orientations as a multiple of the angular deviation.</param>
    /// <param name="lowPass">Whether what is near the corners of the frequency plane is kept out (Butterworth of order 15, cut off at 0.45).</param>
    public LogGabor(int width, int height, double[] wavelengths, int orientations, double spacing, bool lowPass)
    {
        const double bandwidth = 0.55; // the deviation of the filter, relative to its centre
        using var radius = Frequencies.Radius(width, height);
        var angle = Frequencies.Angle(width, height);
        var scale = 1 / (2 * Math.Pow(Math.Log(bandwidth), 2));
        _radial = [.. wavelengths.Select(wavelength => Frequencies.Fill(width, height, (column, row) =>
        {
            var r = (double)radius.Row(row)[column];
            var octaves = Math.Log(r * wavelength);
            return r == 0 ? 0 : (float)(Math.Exp(-octaves * octaves * scale) / (lowPass ? 1 + Math.Pow(r / 0.45, 30) : 1));
        }))];
        var deviation = Math.PI / orientations / spacing;
        _angular = [.. Enumerable.Range(0, orientations).Select(o => Frequencies.Fill(width, height, (column, row) =>
        {
            var distance = Math.IEEERemainder(angle.Row(row)[column] - (o * Math.PI / orientations), 2 * Math.PI);
            return (float)Math.Exp(-distance * distance / (2 * deviation * deviation));
        }))];
        angle.Dispose();
    }

    public int Scales => _radial.Length;

    public int Orientations => _angular.Length;

    public int Width => _radial[0].Width;

    public int Height => _radial[0].Height;

    /// <summary>The filter's response at every frequency; the caller's to release.</summary>
    public Plane Filter(int scale, int orientation) => Lanes.Zip(_radial[scale], _angular[orientation], default(Product));
}
