namespace IqaSharp.Restorations.Upscaling;

/// <summary>An interpolation kernel.</summary>
/// <param name="Support">The distance from which the weight is 0.</param>
/// <param name="Weight">The weight at a signed distance, −support … support.</param>
internal sealed record ResamplingKernel(double Support, Func<double, double> Weight)
{
    /// <summary>Keys, "Cubic convolution interpolation for digital image processing", IEEE TASSP 29(6), 1981, with the slope a at distance 1.</summary>
    public static ResamplingKernel Cubic(double a) => new(2, distance => Math.Abs(distance) switch
    {
        < 1 and var x => ((((a + 2) * x) - (a + 3)) * x * x) + 1,
        < 2 and var x => ((((x - 5) * x) + 8) * x - 4) * a,
        _ => 0,
    });

    /// <summary>Duchon, "Lanczos filtering in one and two dimensions", Journal of Applied Meteorology 18(8), 1979.</summary>
    public static ResamplingKernel Lanczos(int lobes) => new(lobes, x => x == 0 ? 1 : Math.Abs(x) < lobes ? Sinc(x) * Sinc(x / lobes) : 0);

    private static double Sinc(double x) => Math.Sin(Math.PI * x) / (Math.PI * x);
}
