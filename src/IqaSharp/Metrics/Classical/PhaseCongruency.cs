using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Fourier;
using IqaSharp.Imaging.Planes;
using ArrayStatistics = MathNet.Numerics.Statistics.ArrayStatistics;

namespace IqaSharp.Metrics.Classical;

/// <summary>Phase congruency: how much the Fourier components at a pixel are in phase, as at edges and lines, independent of contrast.</summary>
/// <remarks>Kovesi, "Image features from phase congruency", Videre 1(3), 1999, eq. 12, with FSIM's filters: wavelengths of 6, 12, 24 and 48 pixels, four orientations.</remarks>
internal sealed class PhaseCongruency
{
    private const double NoiseDeviations = 2;

    /// <summary>Kovesi's empirical factor by which the noise estimate is too high for these filters.</summary>
    private const double Overestimate = 1.7;

    private const float Epsilon = 1e-4f;

    private static readonly double[] Wavelengths = [6, 12, 24, 48];

    private static volatile PhaseCongruency? _last;

    private readonly LogGabor _filters;
    private readonly double[] _noise;

    private PhaseCongruency(int width, int height)
    {
        _filters = new LogGabor(width, height, Wavelengths, orientations: 4, spacing: 1.2, lowPass: true);
        _noise = [.. Enumerable.Range(0, _filters.Orientations).Select(NoiseGain)];
    }

    /// <summary>The map of an image, 0–1.</summary>
    public static Plane Of(Plane luma)
    {
        // Images often have the same size, and building the filters costs as much as filtering.
        var (width, height) = (luma.Width, luma.Height);
        var bank = _last is { } last && last._filters.Width == width && last._filters.Height == height ? last : _last = new PhaseCongruency(width, height);
        return bank.Map(luma);
    }

    private Plane Map(Plane luma)
    {
        using var centred = Statistics.Centred(luma);
        using var spectrum = Transform2D.Forward(centred);
        var parts = new (Plane Energy, Plane Amplitude)[_filters.Orientations];
        ParallelWork.ForEach(parts.Length, o => parts[o] = Orientation(spectrum, o));
        var (energy, amplitude) = parts[0];
        foreach (var part in parts.Skip(1))
        {
            Lanes.Zip(energy.Samples, part.Energy.Samples, energy.Samples, new WeightedSum(1, 1));
            Lanes.Zip(amplitude.Samples, part.Amplitude.Samples, amplitude.Samples, new WeightedSum(1, 1));
            part.Energy.Dispose();
            part.Amplitude.Dispose();
        }

        Lanes.Zip(energy.Samples, amplitude.Samples, energy.Samples, default(Ratio));
        amplitude.Dispose();
        return energy;
    }

    /// <summary>The noise-compensated energy, and the sum of amplitudes, of one orientation.</summary>
    private (Plane Energy, Plane Amplitude) Orientation(ComplexPlane spectrum, int orientation)
    {
        var responses = Enumerable.Range(0, _filters.Scales).Select(scale =>
        {
            using var filter = _filters.Filter(scale, orientation);
            return Transform2D.Inverse(spectrum, filter);
        }).ToArray();
        var threshold = Threshold(responses[0], orientation);
        var (energy, amplitude) = (new Plane(spectrum.Width, spectrum.Height), new Plane(spectrum.Width, spectrum.Height));
        var scratch = new float[4 * spectrum.Width];
        for (var y = 0; y < spectrum.Height; y++)
        {
            Add(responses, y, threshold, new Sums(scratch), energy.Row(y), amplitude.Row(y));
        }

        foreach (var response in responses)
        {
            response.Dispose();
        }

        return (energy, amplitude);
    }

    /// <summary>Σ Aₙ (cos Δφ − |sin Δφ|) = |Σ responses| − Σ |component of a response perpendicular to their mean|.</summary>
    private static void Add(ComplexPlane[] responses, int y, float threshold, Sums sums, Span<float> energy, Span<float> amplitude)
    {
        sums.Even.Clear();
        sums.Odd.Clear();
        amplitude.Clear();
        foreach (var response in responses)
        {
            var (even, odd) = (response.Real, response.Imaginary);
            TensorPrimitives.Add(sums.Even, even.Row(y), sums.Even);
            TensorPrimitives.Add(sums.Odd, odd.Row(y), sums.Odd);
            Lanes.Zip(even.Row(y), odd.Row(y), sums.Term, default(Hypotenuse));
            TensorPrimitives.Add(amplitude, sums.Term, amplitude);
        }

        sums.Across.Clear();
        foreach (var response in responses)
        {
            TensorPrimitives.Multiply(response.Real.Row(y), sums.Odd, sums.Term);
            TensorPrimitives.Multiply(response.Imaginary.Row(y), sums.Even, energy);
            TensorPrimitives.Subtract(sums.Term, energy, sums.Term);
            TensorPrimitives.Abs<float>(sums.Term, sums.Term);
            TensorPrimitives.Add(sums.Across, sums.Term, sums.Across);
        }

        Lanes.Zip(sums.Even, sums.Odd, energy, default(Hypotenuse));
        Lanes.Zip(sums.Across, energy, sums.Across, default(Ratio));
        TensorPrimitives.Subtract(energy, sums.Across, energy);
        TensorPrimitives.Subtract(energy, threshold, energy);
        TensorPrimitives.Max(energy, 0f, energy);
    }

    /// <summary>The noise threshold: noise power is estimated from the median response at the smallest wavelength.</summary>
    private float Threshold(ComplexPlane smallest, int orientation)
    {
        using var magnitude = smallest.Magnitude();
        var median = ArrayStatistics.MedianInplace(magnitude.Samples.ToArray());
        var tau = Math.Sqrt(median * median / Math.Log(2) * _noise[orientation]);
        return (float)(tau * (Math.Sqrt(Math.PI / 2) + (NoiseDeviations * Math.Sqrt(2 - (Math.PI / 2)))) / Overestimate);
    }

    /// <summary>The power of white noise in all scales relative to its power at the smallest wavelength: by Parseval's theorem a ratio of sums over the filters,
    /// where the even part of a filter is the spectrum of the real part of its impulse response.</summary>
    private double NoiseGain(int orientation)
    {
        var (width, height) = (_filters.Width, _filters.Height);
        using var all = _filters.Filter(0, orientation);
        var smallest = 0.0;
        foreach (var value in all.Samples)
        {
            smallest += value * value;
        }

        for (var scale = 1; scale < _filters.Scales; scale++)
        {
            using var filter = _filters.Filter(scale, orientation);
            Lanes.Zip(all.Samples, filter.Samples, all.Samples, new WeightedSum(1, 1));
        }

        var sum = 0.0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var even = (all.Row(y)[x] + all.Row((height - y) % height)[(width - x) % width]) / 2;
                sum += even * even;
            }
        }

        return sum / smallest;
    }

    /// <summary>Accumulators over the responses at the pixels of a row.</summary>
    private readonly ref struct Sums(Span<float> scratch)
    {
        private readonly Span<float> _scratch = scratch;

        public Span<float> Even => Part(0);

        public Span<float> Odd => Part(1);

        public Span<float> Across => Part(2);

        public Span<float> Term => Part(3);

        private Span<float> Part(int part) => _scratch.Slice(part * (_scratch.Length / 4), _scratch.Length / 4);
    }

    /// <summary>a / b, or 0 where there is no response.</summary>
    private readonly struct Ratio : IBinaryOperation
    {
        public Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => a / (b + Vector512.Create(Epsilon));
    }
}
