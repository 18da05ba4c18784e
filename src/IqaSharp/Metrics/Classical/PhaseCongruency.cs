using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Fourier;
using IqaSharp.Imaging.Planes;
using MathNet.Numerics.Statistics;

namespace IqaSharp.Metrics.Classical;

/// <summary>Phase congruency: how far the frequencies at a pixel agree on a phase, as they do at edges and lines, whatever the contrast.</summary>
/// <remarks>Kovesi, "Image features from phase congruency", Videre 1(3), 1999, eq. 12, with the filters that FSIM gives it: four wavelengths from 6 pixels on, four orientations.</remarks>
internal sealed class PhaseCongruency
{
    private const double NoiseDeviations = 2;

    /// <summary>By how much the noise is overestimated for these filters: Kovesi found it by experiment.</summary>
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
        // Images come in series of one size, and the filters cost as much as an image.
        var (width, height) = (luma.Width, luma.Height);
        var bank = _last is { } last && last._filters.Width == width && last._filters.Height == height ? last : _last = new PhaseCongruency(width, height);
        return bank.Map(luma);
    }

    private Plane Map(Plane luma)
    {
        using var spectrum = Transform2D.Forward(luma);
        var parts = new (Plane Energy, Plane Amplitude)[_filters.Orientations];
        Bands.Each(parts.Length, o => parts[o] = Orientation(spectrum, o));
        var (energy, amplitude) = parts[0];
        foreach (var part in parts.Skip(1))
        {
            Lanes.Zip(energy.Samples, part.Energy.Samples, energy.Samples, new Weighted(1, 1));
            Lanes.Zip(amplitude.Samples, part.Amplitude.Samples, amplitude.Samples, new Weighted(1, 1));
            part.Energy.Dispose();
            part.Amplitude.Dispose();
        }

        Lanes.Zip(energy.Samples, amplitude.Samples, energy.Samples, default(Ratio));
        amplitude.Dispose();
        return energy;
    }

    /// <summary>The energy beyond the noise, and the sum of amplitudes, of one orientation.</summary>
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

    /// <summary>Σ Aₙ (cos Δφ − |sin Δφ|) = |Σ responses| − Σ |what of a response is across their mean direction|.</summary>
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

    /// <summary>The energy that noise alone would reach: its power is judged by the median response of the smallest wavelength.</summary>
    private float Threshold(ComplexPlane smallest, int orientation)
    {
        using var magnitude = smallest.Magnitude();
        var median = ArrayStatistics.MedianInplace(magnitude.Samples.ToArray());
        var tau = Math.Sqrt(median * median / Math.Log(2) * _noise[orientation]);
        return (float)(tau * (Math.Sqrt(Math.PI / 2) + (NoiseDeviations * Math.Sqrt(2 - (Math.PI / 2)))) / Overestimate);
    }

    /// <summary>What white noise of unit response at the smallest wavelength gives in all of them together: by Parseval's theorem a ratio of sums over the filters,
    /// those of the real parts of their impulse responses being the even parts.</summary>
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
            Lanes.Zip(all.Samples, filter.Samples, all.Samples, new Weighted(1, 1));
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

    /// <summary>What is summed over the responses at the pixels of a row.</summary>
    private readonly ref struct Sums(Span<float> scratch)
    {
        private readonly Span<float> _scratch = scratch;

        public Span<float> Even => Part(0);

        public Span<float> Odd => Part(1);

        public Span<float> Across => Part(2);

        public Span<float> Term => Part(3);

        private Span<float> Part(int part) => _scratch.Slice(part * (_scratch.Length / 4), _scratch.Length / 4);
    }

    /// <summary>a / b; 0 where nothing responds.</summary>
    private readonly struct Ratio : IBinaryLanes
    {
        public Vector512<float> Of(Vector512<float> a, Vector512<float> b) => a / (b + Vector512.Create(Epsilon));
    }
}
