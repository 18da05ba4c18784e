using System.Runtime.CompilerServices;
using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Filtering;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Super-resolution from local self-examples: detail is copied from the most similar nearby patch of the smaller scale.</summary>
/// <remarks>Freedman, Fattal, "Image and video upscaling from local self-examples", ACM TOG 30(2), 2011. In steps of at most 1.5, as the paper advises:
/// the smaller the step, the better patches match across scales.</remarks>
internal static class SelfExamples
{
    private const double LargestStep = 1.5;
    private const int MostSteps = 8;

    /// <summary>Patch radius: 5×5.</summary>
    private const int Patch = 2;

    /// <summary>Radius of the search window: 5×5 positions.</summary>
    private const int Search = 2;

    /// <summary>Distance between patches; less than their width, so they overlap.</summary>
    private const int Stride = 2;

    private static readonly ResamplingKernel Cubic = ResamplingKernel.Cubic(-0.5);

    /// <param name="degraded">The small plane.</param>
    /// <param name="width">Width of the result.</param>
    /// <param name="height">Height of the result.</param>
    /// <param name="gain">Factor applied to the copied detail; above 1 it exaggerates.</param>
    public static Plane Upscale(Plane degraded, int width, int height, float gain)
    {
        var scale = Math.Max((double)width / degraded.Width, (double)height / degraded.Height);
        var steps = 1;
        for (var reached = LargestStep; reached < scale && steps < MostSteps; reached *= LargestStep)
        {
            steps++;
        }

        var result = Step(degraded, Side(degraded.Width, width, 1, steps), Side(degraded.Height, height, 1, steps), gain);
        for (var step = 2; step <= steps; step++)
        {
            using var smaller = result;
            result = Step(smaller, Side(degraded.Width, width, step, steps), Side(degraded.Height, height, step, steps), gain);
        }

        return result;
    }

    private static int Side(int from, int to, int step, int steps) => (int)Math.Round(from * Math.Pow((double)to / from, (double)step / steps));

    private static Plane Step(Plane image, int width, int height, float gain)
    {
        var result = PlaneResampler.Resize(image, width, height, Cubic);
        using var soft = Soften(image, width, height);
        using var detail = new Plane(image.Width, image.Height);
        TensorPrimitives.Subtract(image.Samples, soft.Samples, detail.Samples);
        using var examples = new MirroredPlane(soft, Patch + Search);
        using var details = new MirroredPlane(detail, Patch + Search);
        using var query = new MirroredPlane(result, Patch);
        using var copied = new PatchAverage(width, height, Patch);
        for (var y = 0; y < height + Patch; y += Stride)
        {
            for (var x = 0; x < width + Patch; x += Stride)
            {
                var (cx, cy) = (Math.Min(x, width - 1), Math.Min(y, height - 1));
                var (nearX, nearY) = ((int)((long)cx * image.Width / width), (int)((long)cy * image.Height / height));
                var (bestX, bestY) = MostSimilar(ref query.At(cx, cy), query.Stride, examples, nearX, nearY);
                copied.Add(cx, cy, ref details.At(bestX, bestY), details.Stride);
            }
        }

        copied.AddMeanTo(result, gain);
        return result;
    }

    /// <summary>The image with the blur that enlarging by this step would cause.</summary>
    private static Plane Soften(Plane image, int width, int height)
    {
        var (narrow, low) = (Reduced(image.Width, width), Reduced(image.Height, height));
        using var smaller = PlaneResampler.Resize(image, narrow, low, Cubic);
        return PlaneResampler.Resize(smaller, image.Width, image.Height, Cubic);

        static int Reduced(int side, int larger) => Math.Max(1, (int)Math.Round((double)side * side / larger));
    }

    private static (int X, int Y) MostSimilar(ref float query, int stride, MirroredPlane examples, int nearX, int nearY)
    {
        var (best, bestX, bestY) = (float.PositiveInfinity, nearX, nearY);
        for (var y = nearY - Search; y <= nearY + Search; y++)
        {
            for (var x = nearX - Search; x <= nearX + Search; x++)
            {
                var distance = Distance(ref query, stride, ref examples.At(x, y), examples.Stride, best);
                if (distance < best)
                {
                    (best, bestX, bestY) = (distance, x, y);
                }
            }
        }

        return (bestX, bestY);
    }

    private static float Distance(ref float a, int strideA, ref float b, int strideB, float limit)
    {
        var sum = 0f;
        for (var y = -Patch; y <= Patch && sum < limit; y++)
        {
            ref var rowA = ref Unsafe.Add(ref a, y * strideA);
            ref var rowB = ref Unsafe.Add(ref b, y * strideB);
            for (var x = -Patch; x <= Patch; x++)
            {
                var difference = Unsafe.Add(ref rowA, x) - Unsafe.Add(ref rowB, x);
                sum += difference * difference;
            }
        }

        return sum;
    }
}
