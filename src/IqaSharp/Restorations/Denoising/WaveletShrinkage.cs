using IqaSharp.Imaging.Planes;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Denoising;

/// <summary>Wavelet shrinkage: soft thresholding with a threshold for each subband, derived from its variance.</summary>
/// <remarks>Chang, Yu, Vetterli, "Adaptive wavelet thresholding for image denoising and compression" (BayesShrink), IEEE TIP 9(9), 2000.</remarks>
internal static class WaveletShrinkage
{
    /// <param name="noisy">0–255.</param>
    /// <param name="sigma">Standard deviation of the noise.</param>
    /// <param name="levels">Levels of the transform; it stops earlier when a side shrinks to one sample.</param>
    public static Plane Denoise(Plane noisy, float sigma, int levels)
    {
        if (levels == 0 || noisy.Width < 2 || noisy.Height < 2)
        {
            var copy = new Plane(noisy.Width, noisy.Height);
            noisy.Samples.CopyTo(copy.Samples);
            return copy;
        }

        var (low, high) = Wavelet97.Split(noisy);
        using var lowDenoised = Across(low, sigma, levels);
        using var highDenoised = Across(high, sigma, 0);
        return Wavelet97.Merge(lowDenoised, highDenoised);
    }

    /// <summary>Splits one half of the rows by columns. The next level runs on the transposed plane, which makes no difference.</summary>
    /// <param name="half">The low-pass or high-pass half; it is disposed here.</param>
    /// <param name="sigma">Standard deviation of the noise.</param>
    /// <param name="levels">Remaining levels; 0 if both parts are details.</param>
    private static Plane Across(Plane half, float sigma, int levels)
    {
        using var transposed = Wavelet97.Transpose(half);
        half.Dispose();
        var (low, high) = Wavelet97.Split(transposed);
        using var details = high;
        using var rest = low;
        Shrink(details, sigma);
        if (levels == 0)
        {
            Shrink(rest, sigma);
        }

        using var coarser = Denoise(rest, sigma, Math.Max(0, levels - 1));
        using var merged = Wavelet97.Merge(coarser, details);
        return Wavelet97.Transpose(merged);
    }

    /// <summary>Soft threshold σ² / σₓ, where σₓ² is the excess of the subband's variance over the noise variance.</summary>
    private static void Shrink(Plane band, float sigma)
    {
        var samples = band.Samples;
        var power = 0.0;
        foreach (var sample in samples)
        {
            power += sample * sample;
        }

        var signal = Math.Sqrt(Math.Max(0, (power / samples.Length) - (sigma * sigma)));
        var threshold = (float)Math.Min(sigma * sigma / Math.Max(signal, 1e-9), 1e9);
        using var kept = new Plane(band.Width, band.Height);
        TensorPrimitives.Min(samples, threshold, kept.Samples);
        TensorPrimitives.Max(kept.Samples, -threshold, kept.Samples);
        TensorPrimitives.Subtract(samples, kept.Samples, samples);
    }
}
