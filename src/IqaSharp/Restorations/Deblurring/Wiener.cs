using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Deblurring;

/// <summary>Wiener's deconvolution, as a filter of finite reach: the least squared error for images whose power falls with the squared frequency, in white noise.</summary>
/// <remarks>Wiener, "Extrapolation, interpolation, and smoothing of stationary time series", 1949; the power law: Field, JOSA A 4(12), 1987.
/// The response H / (H² + N/S) is sampled at 64×64 frequencies, and fades out to 15 pixels.</remarks>
internal static class Wiener
{
    private const int Frequencies = 64;
    private const int Reach = 15;

    private static readonly double[] Cosines = [.. Enumerable.Range(0, Frequencies).Select(i => Math.Cos(2 * Math.PI * i / Frequencies))];

    /// <summary>The filter that undoes a blur.</summary>
    /// <param name="pointSpread">The blur, at most 31 pixels in radius.</param>
    /// <param name="noise">Standard deviation of the noise, 0–255.</param>
    public static SymmetricFilter Inverse(SymmetricFilter pointSpread, double noise)
    {
        // An image of deviation 50 with power A / f² between 1/256 and 1/2 cycles per pixel: 50² = 2π A ln 128.
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

        return Finite((x, y) => Sum(Frequencies / 2, (u, v) => response[v, u] * (u is 0 or Frequencies / 2 ? 1 : 2) * (v is 0 or Frequencies / 2 ? 1 : 2), x, y) / (Frequencies * Frequencies));
    }

    /// <summary>The filter of an impulse response that fades out. What it then lacks of a sum of 1, so that flat areas stay as they are, is spread over its reach.</summary>
    private static SymmetricFilter Finite(Func<int, int, double> impulse)
    {
        double[] fading = [.. Enumerable.Range(0, Reach + 1).Select(i => Math.Pow(Math.Cos(Math.PI * i / (2 * (Reach + 1))), 2))];
        var places = (from y in Enumerable.Range(0, Reach + 1) from x in Enumerable.Range(0, Reach + 1) select (X: x, Y: y, Times: (x > 0 ? 2 : 1) * (y > 0 ? 2 : 1))).ToList();
        double[] faded = [.. places.Select(place => impulse(place.X, place.Y) * fading[place.X] * fading[place.Y])];
        var lacking = 1 - places.Select((place, i) => place.Times * faded[i]).Sum();
        var window = places.Sum(place => place.Times * fading[place.X] * fading[place.Y]);
        return new SymmetricFilter(Reach, [.. places.Select((place, i) => (float)(faded[i] + (lacking / window * fading[place.X] * fading[place.Y])))]);
    }

    private static double Transfer(SymmetricFilter filter, int u, int v) =>
        Sum(filter.Radius, (x, y) => filter[x, y] * (x > 0 ? 2 : 1) * (y > 0 ? 2 : 1), u, v);

    /// <summary>A cosine series of two variables.</summary>
    private static double Sum(int most, Func<int, int, double> amplitude, int x, int y)
    {
        var sum = 0.0;
        for (var v = 0; v <= most; v++)
        {
            var line = 0.0;
            for (var u = 0; u <= most; u++)
            {
                line += amplitude(u, v) * Cosine(u * x);
            }

            sum += line * Cosine(v * y);
        }

        return sum;
    }

    private static double Cosine(int steps) => Cosines[steps % Frequencies];
}
