using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>The sub-scores of one scale of SSIMULACRA 2, in bands of rows without image-sized buffers.</summary>
internal static class Ssimulacra2Scale
{
    /// <summary>Mean and 4-norm, each of SSIM, ringing and blur.</summary>
    public const int PartsPerChannel = 6;

    private const int Channels = 3;
    private const int Radius = 4;
    private const int Lines = (2 * Radius) + 1;
    private const double C2 = 0.0009;

    // What the ring keeps of a line and channel: the samples, and their row-wise blurred means, squares and products.
    private const int Reference = 0;
    private const int Distorted = 1;
    private const int FirstBlurred = 2;
    private const int Kept = 6;

    /// <summary>The response of the authors' recursive Gaussian of deviation 1.5 (Charalampidis 2016, radius 5), from the middle outwards; 0 beyond. Not renormalised at borders.</summary>
    private static readonly double[] Taps = [0.26462110548819856, 0.2129285920104222, 0.10933537277746032, 0.036011114658364374, 0.0094143678096537];

    /// <summary>[channel, <see cref="PartsPerChannel"/>]: of X, Y and B.</summary>
    public static double[] SubScores(LinearPyramid reference, LinearPyramid distorted, int scale)
    {
        var (width, height) = reference.Size(scale);

        // A sum for each row, added up in order: scores do not depend on the number of threads.
        var sums = new double[height * Channels * PartsPerChannel];
        ParallelWork.ForRows(height, 8 * width, (from, to) => Band(reference, distorted, scale, from, to, sums));
        var scores = new double[Channels * PartsPerChannel];
        for (var i = 0; i < sums.Length; i++)
        {
            scores[i % scores.Length] += sums[i];
        }

        for (var i = 0; i < scores.Length; i++)
        {
            var mean = scores[i] / ((double)width * height);
            scores[i] = i % PartsPerChannel < PartsPerChannel / 2 ? mean : Math.Sqrt(Math.Sqrt(mean));
        }

        return scores;
    }

    private static void Band(LinearPyramid reference, LinearPyramid distorted, int scale, int from, int to, double[] sums)
    {
        var (width, height) = reference.Size(scale);
        var whole = (width + 7) & ~7;
        var stride = whole + 16; // room for the taps on both sides
        var ring = ArrayPool<double>.Shared.Rent(Lines * Channels * Kept * stride);
        var rows = ArrayPool<double>.Shared.Rent(5 * stride);
        ring.AsSpan().Clear();
        rows.AsSpan().Clear();
        for (var line = from - Radius; line < to + Radius; line++)
        {
            var slot = line + Radius - from;
            if (line < 0 || line >= height)
            {
                ring.AsSpan(At(slot, 0, 0), Channels * Kept * stride).Clear();
            }
            else
            {
                Convert(reference, line, slot, Reference);
                Convert(distorted, line, slot, Distorted);
                for (var channel = 0; channel < Channels; channel++)
                {
                    BlurAcross(slot, channel);
                }
            }

            var y = line - Radius;
            for (var channel = 0; y >= from && channel < Channels; channel++)
            {
                Compare(slot - Radius, channel, sums.AsSpan(((y * Channels) + channel) * PartsPerChannel, PartsPerChannel));
            }
        }

        ArrayPool<double>.Shared.Return(ring);
        ArrayPool<double>.Shared.Return(rows);

        int At(int line, int channel, int kept) => (((((line % Lines) * Channels) + channel) * Kept) + kept) * stride;

        Span<double> Samples(int line, int channel, int kept) => ring.AsSpan(At(line, channel, kept) + Radius, whole);

        void Convert(LinearPyramid image, int line, int slot, int kept)
        {
            Span<double> red = rows.AsSpan(0, whole), green = rows.AsSpan(stride, whole), blue = rows.AsSpan(2 * stride, whole);
            image.Row(scale, line, red, green, blue);
            Xyb.FromLinear(red, green, blue, Samples(slot, 0, kept), Samples(slot, 1, kept), Samples(slot, 2, kept));
            for (var channel = 0; channel < Channels; channel++)
            {
                Samples(slot, channel, kept)[width..].Clear();
            }
        }

        void BlurAcross(int slot, int channel)
        {
            ref var x = ref ring[At(slot, channel, Reference)];
            ref var z = ref ring[At(slot, channel, Distorted)];
            ref var squares = ref rows[3 * stride];
            ref var products = ref rows[4 * stride];
            for (nuint i = Radius; i < (nuint)(whole + Radius); i += 8)
            {
                var (a, b) = (Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref z, i));
                ((a * a) + (b * b)).StoreUnsafe(ref squares, i);
                (a * b).StoreUnsafe(ref products, i);
            }

            Blur(ref x, ref ring[At(slot, channel, FirstBlurred)]);
            Blur(ref z, ref ring[At(slot, channel, FirstBlurred + 1)]);
            Blur(ref squares, ref ring[At(slot, channel, FirstBlurred + 2)]);
            Blur(ref products, ref ring[At(slot, channel, FirstBlurred + 3)]);
        }

        void Blur(ref double line, ref double result)
        {
            for (nuint i = Radius; i < (nuint)(whole + Radius); i += 8)
            {
                var sum = Vector512.LoadUnsafe(ref line, i) * Taps[0];
                for (nuint k = 1; k <= Radius; k++)
                {
                    sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref line, i - k) + Vector512.LoadUnsafe(ref line, i + k), Vector512.Create(Taps[k]), sum);
                }

                sum.StoreUnsafe(ref result, i);
            }
        }

        void Compare(int middle, int channel, Span<double> parts)
        {
            Span<int> starts = stackalloc int[Lines];
            for (var k = 0; k < Lines; k++)
            {
                starts[k] = At(middle + k - Radius, channel, FirstBlurred);
            }

            ref var data = ref MemoryMarshal.GetArrayDataReference(ring);
            var (ssim, ringing, blur) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            var (ssim4, ringing4, blur4) = (ssim, ringing, blur);
            var one = Vector512<double>.One;
            for (var i = Radius; i < whole + Radius; i += 8)
            {
                var meanX = Down(ref data, starts, i);
                var meanZ = Down(ref data, starts, i + stride);
                var squares = Down(ref data, starts, i + (2 * stride));
                var products = Down(ref data, starts, i + (3 * stride));
                var x = Vector512.LoadUnsafe(ref data, (nuint)(At(middle, channel, Reference) + i));
                var z = Vector512.LoadUnsafe(ref data, (nuint)(At(middle, channel, Distorted) + i));

                // Without fused operations: for identical images both sides of the quotient are the same, bit for bit.
                var light = meanX - meanZ;
                var covariance = products - (meanX * meanZ);
                var variances = squares - ((meanX * meanX) + (meanZ * meanZ));
                var similarity = (one - (light * light)) * (covariance + covariance + Vector512.Create(C2)) / (variances + Vector512.Create(C2));
                var edge = ((one + Vector512.Abs(z - meanZ)) / (one + Vector512.Abs(x - meanX))) - one;
                var inside = Vector512.LessThan(Vector512.Create((double)i) + Vector512<double>.Indices, Vector512.Create((double)(width + Radius))).AsDouble();
                Add(ref ssim, ref ssim4, (one - similarity) & inside);
                Add(ref ringing, ref ringing4, edge & inside);
                Add(ref blur, ref blur4, -edge & inside);
            }

            (parts[0], parts[1], parts[2]) = (Vector512.Sum(ssim), Vector512.Sum(ringing), Vector512.Sum(blur));
            (parts[3], parts[4], parts[5]) = (Vector512.Sum(ssim4), Vector512.Sum(ringing4), Vector512.Sum(blur4));
        }

        static Vector512<double> Down(ref double data, ReadOnlySpan<int> starts, int at)
        {
            var sum = Vector512.LoadUnsafe(ref data, (nuint)(starts[Radius] + at)) * Taps[0];
            for (var k = 1; k <= Radius; k++)
            {
                var pair = Vector512.LoadUnsafe(ref data, (nuint)(starts[Radius - k] + at)) + Vector512.LoadUnsafe(ref data, (nuint)(starts[Radius + k] + at));
                sum = Vector512.FusedMultiplyAdd(pair, Vector512.Create(Taps[k]), sum);
            }

            return sum;
        }

        static void Add(ref Vector512<double> sum, ref Vector512<double> sum4, Vector512<double> error)
        {
            var positive = Vector512.Max(error, Vector512<double>.Zero);
            var square = positive * positive;
            sum += positive;
            sum4 += square * square;
        }
    }
}
