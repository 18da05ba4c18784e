using System.Runtime.CompilerServices;
using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Filtering;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Super-resolution by the image's own examples: detail comes from the patch of the smaller scale that looks alike, close to the same place.</summary>
/// <remarks>Freedman, Fattal, "Image and video upscaling from local self-examples", ACM TOG 30(2), 2011. In steps of at most 1.5, as the paper advises:
/// the smaller the step, the better patches repeat.</remarks>
internal static class SelfExamples
{
    private const double LargestStep = 1.5;
    private const int MostSteps = 8;

    /// <summary>Patches reach this far from their centre: 5×5.</summary>
    private const int Patch = 2;

    /// <summary>How far from the same place examples are sought: 5×5 places.</summary>
    private const int Search = 2;

    /// <summary>From one patch to the next: they overlap.</summary>
    private const int Stride = 2;

    private static readonly ResamplingKernel Cubic = ResamplingKernel.Cubic(-0.5);

    /// <param name="degraded">The small plane.</param>
    /// <param name="width">Of the result.</param>
    /// <param name="height">Of the result.</param>
    /// <param name="gain">By which the examples' detail is multiplied: above 1 it invents.</param>
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
        var result = Resampling.Resize(image, width, height, Cubic);
        using var soft = Soften(image, width, height);
        using var detail = new Plane(image.Width, image.Height);
        TensorPrimitives.Subtract(image.Samples, soft.Samples, detail.Samples);
        using var examples = new MirroredPlane(soft, Patch + Search);
        using var details = new MirroredPlane(detail, Patch + Search);
        using var wanted = new MirroredPlane(result, Patch);
        using var votes = new PatchVotes(width, height, Patch);
        for (var y = 0; y < height + Patch; y += Stride)
        {
            for (var x = 0; x < width + Patch; x += Stride)
            {
                var (cx, cy) = (Math.Min(x, width - 1), Math.Min(y, height - 1));
                var (nearX, nearY) = ((int)((long)cx * image.Width / width), (int)((long)cy * image.Height / height));
                var (bestX, bestY) = Best(ref wanted.At(cx, cy), wanted.Stride, examples, nearX, nearY);
                votes.Add(cx, cy, ref details.At(bestX, bestY), details.Stride);
            }
        }

        votes.AddMeanTo(result, gain);
        return result;
    }

    /// <summary>The image as blurred as if it had been enlarged by this step.</summary>
    private static Plane Soften(Plane image, int width, int height)
    {
        var (narrow, low) = (Reduced(image.Width, width), Reduced(image.Height, height));
        using var smaller = Resampling.Resize(image, narrow, low, Cubic);
        return Resampling.Resize(smaller, image.Width, image.Height, Cubic);

        static int Reduced(int side, int larger) => Math.Max(1, (int)Math.Round((double)side * side / larger));
    }

    private static (int X, int Y) Best(ref float wanted, int stride, MirroredPlane examples, int nearX, int nearY)
    {
        var (best, bestX, bestY) = (float.PositiveInfinity, nearX, nearY);
        for (var y = nearY - Search; y <= nearY + Search; y++)
        {
            for (var x = nearX - Search; x <= nearX + Search; x++)
            {
                var distance = Distance(ref wanted, stride, ref examples.At(x, y), examples.Stride, best);
                if (distance < best)
                {
                    (best, bestX, bestY) = (distance, x, y);
                }
            }
        }

        return (bestX, bestY);
    }

    private static float Distance(ref float a, int strideA, ref float b, int strideB, float enough)
    {
        var sum = 0f;
        for (var y = -Patch; y <= Patch && sum < enough; y++)
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
