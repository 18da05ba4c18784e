using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Deblurring;

/// <summary>Wiener deconvolution as a finite filter: minimum mean squared error for images with a 1/f² power spectrum in white noise.</summary>
/// <remarks>Wiener, "Extrapolation, interpolation, and smoothing of stationary time series", 1949; the power law: Field, JOSA A 4(12), 1987.
/// The response H / (H² + N/S) is sampled at 64×64 frequencies; its impulse response is windowed to a radius of 15 pixels.</remarks>
internal static class Wiener
{
    private const int Frequencies = 64;
    private const int Radius = 15;

    private static readonly double[] Cosines = [.. Enumerable.Range(0, Frequencies).Select(i => Math.Cos(2 * Math.PI * i / Frequencies))];

    /// <summary>The filter that undoes a blur.</summary>
    /// <param name="pointSpread">The point spread function of the blur, at most 31 pixels in radius.</param>
    /// <param name="noise">Standard deviation of the noise, 0–255.</param>
    public static SymmetricFilter Inverse(SymmetricFilter pointSpread, double noise)
    {
        // An image of standard deviation 50 with power A / f² between 1/256 and 1/2 cycles per pixel: 50² = 2π A ln 128.
        const double power = 50 * 50 / (2 * Math.PI * 4.852);
        var response = new double[Frequencies / 2 + 1, Frequencies / 2 + 1];
        for (var v = 0; v <= Frequencies / 2; v++)
        {
            for (var u = 0; u <= Frequencies / 2; u++)
            {
                var h = Transfer(pointSpread, u, v);
                var frequency = ((u * u) + (v * v)) / (double)(Frequencies * Frequencies);
                response[v, u] = h / ((h * h) + Math.Max(1e-6, noise * noise / power * frequency));
            }
        }

        return Windowed((x, y) => CosineSeries(Frequencies / 2, (u, v) => response[v, u] * (u is 0 or Frequencies / 2 ? 1 : 2) * (v is 0 or Frequencies / 2 ? 1 : 2), x, y) / (Frequencies * Frequencies));
    }

    /// <summary>Applies a cosine-squared window to an impulse response. The window is also used to restore the sum to 1, so that flat areas keep their level.</summary>
    private static SymmetricFilter Windowed(Func<int, int, double> impulse)
    {
        double[] taper = [.. Enumerable.Range(0, Radius + 1).Select(i => Math.Pow(Math.Cos(Math.PI * i / (2 * (Radius + 1))), 2))];
        var offsets = (from y in Enumerable.Range(0, Radius + 1) from x in Enumerable.Range(0, Radius + 1) select (X: x, Y: y, Count: (x > 0 ? 2 : 1) * (y > 0 ? 2 : 1))).ToList();
        double[] windowed = [.. offsets.Select(offset => impulse(offset.X, offset.Y) * taper[offset.X] * taper[offset.Y])];
        var missing = 1 - offsets.Select((offset, i) => offset.Count * windowed[i]).Sum();
        var area = offsets.Sum(offset => offset.Count * taper[offset.X] * taper[offset.Y]);
        return new SymmetricFilter(Radius, [.. offsets.Select((offset, i) => (float)(windowed[i] + (missing / area * taper[offset.X] * taper[offset.Y])))]);
    }

    private static double Transfer(SymmetricFilter filter, int u, int v) =>
        CosineSeries(filter.Radius, (x, y) => filter[x, y] * (x > 0 ? 2 : 1) * (y > 0 ? 2 : 1), u, v);

    /// <summary>A two-dimensional cosine series.</summary>
    private static double CosineSeries(int order, Func<int, int, double> amplitude, int x, int y)
    {
        var sum = 0.0;
        for (var v = 0; v <= order; v++)
        {
            var line = 0.0;
            for (var u = 0; u <= order; u++)
            {
                line += amplitude(u, v) * Cosine(u * x);
            }

            sum += line * Cosine(v * y);
        }

        return sum;
    }

    private static double Cosine(int steps) => Cosines[steps % Frequencies];
}
