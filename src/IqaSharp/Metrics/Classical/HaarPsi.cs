using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
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

    /// <summary>σ(α), the logistic function of a similarity of 1.</summary>
    private static readonly double Logistic = 1 / (1 + Math.Exp(-Alpha));

    /// <param name="reference">The pristine image.</param>
    /// <param name="distorted">One of the same size.</param>
    /// <exception cref="ArgumentException">The images differ in size.</exception>
    /// <exception cref="BadImageException">The images differ, and neither has any structure.</exception>
    public static double Score(Image reference, Image distorted)
    {
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Undefined.Resolve(Score(x, y), reference, distorted, "haarpsi");
    }

    /// <summary>Coefficient magnitudes: three scales of either orientation, then those of I and Q, averaged over 2×2 pixels.</summary>
    internal static PlaneSet Extract(Image image)
    {
        using var full = Colour.Yiq(image);
        using var half = full.Select(channel => Downsample.Average(channel, 2));
        return new PlaneSet([.. Coefficients(half[0], vertical: true), .. Coefficients(half[0], vertical: false), Mean(half[1]), Mean(half[2])]);
    }

    /// <summary>The score; NaN if neither image has any coefficient.</summary>
    internal static double Score(PlaneSet reference, PlaneSet distorted)
    {
        var (shortfall, weight) = (0.0, 0.0);
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
                shortfall += both;
                weight += 1.5 * weights;
            }

            // By how much the logistic function of the mean similarity of two neighbouring planes falls short of that of 1.
            double Pair(int first, ReadOnlySpan<float> importance)
            {
                Lanes.Zip(Rows(reference, first), Rows(distorted, first), similarity, new Similarity(C));
                Lanes.Zip(Rows(reference, first + 1), Rows(distorted, first + 1), other, new Similarity(C));
                Lanes.Zip(similarity, other, similarity, new WeightedSum(-Alpha / 2, -Alpha / 2));
                TensorPrimitives.Add(similarity, Alpha, similarity);
                TensorPrimitives.Exp<float>(similarity, other);
                Lanes.Zip(similarity, other, similarity, default(Excess));
                Lanes.Zip(similarity, importance, similarity, default(Shortfall));
                return TensorPrimitives.Sum<float>(similarity);
            }
        });

        // logit(σ(α) − shortfall) − α, which is exactly 0 for equal images.
        var mean = shortfall / weight;
        var root = 1 + ((Math.Log(1 - (mean / Logistic)) - Math.Log(1 + (mean / (1 - Logistic)))) / Alpha);
        return root * root;
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

    /// <summary>exp(d) − 1, from d and its exponential, which rounding leaves near 1 for d = 0.</summary>
    private readonly struct Excess : IBinaryOperation
    {
        public Vector512<float> Apply(Vector512<float> d, Vector512<float> exponential) =>
            Vector512.ConditionalSelect(Vector512.GreaterThan(d, Vector512<float>.Zero), Vector512.Max(Vector512<float>.Zero, exponential - Vector512<float>.One), Vector512<float>.Zero);
    }

    /// <summary>σ(α) − σ(α s), times a weight, from e = exp(α (1 − s)) − 1: (1 − σ(α)) e / (1 + exp(−α) (1 + e)).</summary>
    private readonly struct Shortfall : IBinaryOperation
    {
        private static readonly Vector512<float> Rest = Vector512.Create((float)(1 - Logistic));
        private static readonly Vector512<float> Falling = Vector512.Create((float)Math.Exp(-Alpha));
        private static readonly Vector512<float> Least = Vector512.Create((float)(1 + Math.Exp(-Alpha)));

        public Vector512<float> Apply(Vector512<float> excess, Vector512<float> weight) => Rest * weight * excess / Vector512.FusedMultiplyAdd(Falling, excess, Least);
    }
}
