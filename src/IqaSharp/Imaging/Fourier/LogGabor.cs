using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.Fourier;

/// <summary>Log-Gabor filters of several wavelengths and orientations: each is a radial function times an angular one.</summary>
/// <remarks>Field, JOSA A 4(12), 1987; Kovesi, "Image features from phase congruency", Videre 1(3), 1999.</remarks>
internal sealed class LogGabor
{
    private readonly Plane[] _radial;
    private readonly Plane[] _angular;

    /// <param name="width">Image width.</param>
    /// <param name="height">Image height.</param>
    /// <param name="wavelengths">Centre wavelengths of the scales, in pixels.</param>
    /// <param name="orientations">The number of orientations over 180°.</param>
    /// <param name="spacing">The angle between orientations in angular standard deviations.</param>
    /// <param name="lowPass">Whether the corners of the frequency plane are suppressed (Butterworth of order 15, cut-off 0.45).</param>
    public LogGabor(int width, int height, double[] wavelengths, int orientations, double spacing, bool lowPass)
    {
        const double bandwidth = 0.55; // the standard deviation of the filter relative to its centre frequency
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

    /// <summary>The frequency response of a filter; the caller disposes of it.</summary>
    public Plane Filter(int scale, int orientation) => Lanes.Zip(_radial[scale], _angular[orientation], default(Product));
}
