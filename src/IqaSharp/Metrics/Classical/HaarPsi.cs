using System.Numerics.Tensors;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Haar wavelet-based perceptual similarity index: similarity of the wavelet coefficients of two scales, weighted by those of a third.</summary>
/// <remarks>Reisenhofer, Bosse, Kutyniok, Wiegand, "A Haar wavelet-based perceptual similarity index for image quality assessment",
/// Signal Processing: Image Communication 61, 2018, eqs. 8–13, for colour, at half size as in the authors' code. 1 is identical.</remarks>
public static class HaarPsi
{
    /// <summary>The shortest side in pixels; below it, boundary effects dominate.</summary>
    public const int SmallestSide = 16;

    private const float C = 30;
    private const float Alpha = 4.2f;
    private const int Scales = 3;
    private const int InPhase = 2 * Scales;

    /// <param name="reference">The pristine image.</param>
    /// <param name="distorted">One of the same size.</param>
    /// <exception cref="ArgumentException">The images differ in size.</exception>
    public static double Score(Image reference, Image distorted)
    {
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Score(x, y);
    }

    /// <summary>Coefficient magnitudes: three scales of either orientation, then those of I and Q, averaged over 2×2 pixels.</summary>
    internal static PlaneSet Extract(Image image)
    {
        using var full = Colour.Yiq(image);
        using var half = full.Select(channel => Downsample.Average(channel, 2));
        return new PlaneSet([.. Coefficients(half[0], vertical: true), .. Coefficients(half[0], vertical: false), Mean(half[1]), Mean(half[2])]);
    }

    internal static double Score(PlaneSet reference, PlaneSet distorted)
    {
        var (sum, weight) = (0.0, 0.0);
        var (width, height) = (reference[0].Width, reference[0].Height);
        var gate = new Lock();
        ParallelWork.ForRows(height, width, (from, to) =>
        {
            Span<float> Rows(PlaneSet planes, int index) => planes[index].Rows(from, to);
            var samples = (to - from) * width;
            var (similarity, other, vertical, horizontal) = (new float[samples], new float[samples], new float[samples], new float[samples]);
            TensorPrimitives.Max<float>(Rows(reference, Scales - 1), Rows(distorted, Scales - 1), vertical);
            TensorPrimitives.Max<float>(Rows(reference, InPhase - 1), Rows(distorted, InPhase - 1), horizontal);
            var weights = TensorPrimitives.Sum<float>(vertical) + (double)TensorPrimitives.Sum<float>(horizontal);
            var both = Pair(0, vertical) + Pair(Scales, horizontal);
            Lanes.Zip(vertical, horizontal, vertical, new WeightedSum(0.5f, 0.5f));
            both += Pair(InPhase, vertical);
            lock (gate)
            {
                sum += both;
                weight += 1.5 * weights;
            }

            // The mean similarity of two neighbouring planes, through the logistic function.
            double Pair(int first, ReadOnlySpan<float> importance)
            {
                Lanes.Zip(Rows(reference, first), Rows(distorted, first), similarity, new Similarity(C));
                Lanes.Zip(Rows(reference, first + 1), Rows(distorted, first + 1), other, new Similarity(C));
                Lanes.Zip(similarity, other, similarity, new WeightedSum(Alpha / 2, Alpha / 2));
                TensorPrimitives.Sigmoid<float>(similarity, similarity);
                return TensorPrimitives.Dot<float>(similarity, importance);
            }
        });
        if (weight == 0)
        {
            return 1;
        }

        var mean = sum / weight;
        var logit = Math.Log(mean / (1 - mean)) / Alpha;
        return logit * logit;
    }

    private static IEnumerable<Plane> Coefficients(Plane luma, bool vertical)
    {
        for (var size = 2; size <= 1 << Scales; size *= 2)
        {
            var flat = Enumerable.Repeat(1f / size, size).ToArray();
            float[] step = [.. Enumerable.Range(0, size).Select(i => i < size / 2 ? 1f : -1f)];
            using var padded = Filter.Pad(luma, (size / 2) - 1, size / 2, Border.Zero);
            var coefficients = vertical ? Filter.Valid(padded, flat, step) : Filter.Valid(padded, step, flat);
            TensorPrimitives.Abs<float>(coefficients.Samples, coefficients.Samples);
            yield return coefficients;
        }
    }

    private static Plane Mean(Plane chrominance)
    {
        using var padded = Filter.Pad(chrominance, 0, 1, Border.Zero);
        var mean = Filter.Valid(padded, Kernel.Box(2));
        TensorPrimitives.Abs<float>(mean.Samples, mean.Samples);
        return mean;
    }
}
