using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>DCT subband similarity: similarity of local variances in the low-frequency subbands of the 8×8 DCT.</summary>
/// <remarks>Balanov, Schwartz, Moshe, Peleg, "Image quality assessment based on DCT subband similarity", ICIP 2015, with the constants of the authors' code:
/// pooled over the worst 5 % of each subband, subbands weighted by a Gaussian of standard deviation 1.55. 1 is identical.</remarks>
public static class Dss
{
    /// <summary>The shortest side in pixels: enough blocks for a worst 5 %.</summary>
    public const int SmallestSide = 32;

    private const int Block = 8;
    private const double WeightDeviation = 1.55;
    private const double LeastWeight = 0.01;
    private const double Worst = 0.05;

    private static readonly float[] Window = Kernel.Gaussian(3, 1.5);

    private static readonly float[][] Cosines = [.. Enumerable.Range(0, Block).Select(Cosine)];

    /// <param name="reference">Luma, [height, width], 0–255.</param>
    /// <param name="distorted">Luma of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size.</exception>
    public static double Score(Plane reference, Plane distorted)
    {
        Plane.ThrowIfDifferent(reference, distorted);
        var bands = (from m in Enumerable.Range(0, Block) from n in Enumerable.Range(0, Block) let weight = Weight(m, n) where weight >= LeastWeight select (m, n, weight)).ToArray();
        var scores = new double[bands.Length];
        ParallelWork.ForEach(bands.Length, i =>
        {
            var (m, n, weight) = bands[i];
            using var x = Subband(reference, m, n);
            using var y = Subband(distorted, m, n);
            scores[i] = weight * Similarity(x, y, isMean: m == 0 && n == 0);
        });
        return scores.Sum() / bands.Sum(band => band.weight);
    }

    private static double Weight(int m, int n) => Math.Exp(-(Math.Pow(m + 0.5, 2) + Math.Pow(n + 0.5, 2)) / (2 * WeightDeviation * WeightDeviation));

    private static float[] Cosine(int frequency) =>
        [.. Enumerable.Range(0, Block).Select(i => (float)(Math.Sqrt((frequency == 0 ? 1.0 : 2.0) / Block) * Math.Cos(Math.PI * frequency * ((2 * i) + 1) / (2 * Block))))];

    /// <summary>One DCT coefficient of every complete block.</summary>
    private static Plane Subband(Plane luma, int m, int n)
    {
        var result = new Plane(luma.Width / Block, luma.Height / Block);
        var mixed = new float[luma.Width];
        for (var y = 0; y < result.Height; y++)
        {
            mixed.AsSpan().Clear();
            for (var i = 0; i < Block; i++)
            {
                TensorPrimitives.MultiplyAdd(luma.Row((y * Block) + i), Cosines[m][i], mixed, mixed);
            }

            for (var x = 0; x < result.Width; x++)
            {
                result.Row(y)[x] = TensorPrimitives.Dot<float>(mixed.AsSpan(x * Block, Block), Cosines[n]);
            }
        }

        return result;
    }

    private static double Similarity(Plane x, Plane y, bool isMean)
    {
        var c = isMean ? 1000f : 300f;
        using var paddedX = Filter.Pad(x, 1, 1, Border.Zero);
        using var paddedY = Filter.Pad(y, 1, 1, Border.Zero);
        var (contrast, structure) = (new float[x.Samples.Length], new float[x.Samples.Length]);
        LocalMoments.ForEachRow(paddedX, paddedY, Window, (line, moments) =>
        {
            for (var i = 0; i < moments.MeanX.Length; i++)
            {
                var (a, b) = (moments.VarianceX[i], moments.VarianceY[i]);
                var product = MathF.Sqrt(a * b);
                contrast[(line * x.Width) + i] = Math.Min(1, ((2 * product) + c) / (a + b + c)); // rounding may exceed 1
                structure[(line * x.Width) + i] = Math.Min(1, (moments.Covariance[i] + c) / (product + c));
            }
        });
        return MeanOfWorst(contrast) * (isMean ? MeanOfWorst(structure) : 1);
    }

    private static double MeanOfWorst(float[] similarities)
    {
        var count = Math.Max(1, (int)Math.Round(Worst * similarities.Length));
        Array.Sort(similarities);
        return similarities.Take(count).Average();
    }
}
