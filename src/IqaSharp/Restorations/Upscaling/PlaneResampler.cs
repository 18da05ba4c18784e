using IqaSharp.Imaging.Planes;
using IqaSharp.Imaging.Resampling;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Separable resampling of planes; at the border the kernel is cut off and renormalised.</summary>
internal static class PlaneResampler
{
    /// <summary>Resizes a plane; when it gets smaller, the kernel is widened to avoid aliasing.</summary>
    public static Plane Resize(Plane plane, int width, int height, ResamplingKernel kernel) => Resize(
        plane,
        AxisTaps(plane.Width, width, kernel, (0.5 * plane.Width / width) - 0.5, (double)plane.Width / width),
        AxisTaps(plane.Height, height, kernel, (0.5 * plane.Height / height) - 0.5, (double)plane.Height / height));

    /// <summary>Resamples a plane at arbitrary positions.</summary>
    public static Plane Resize(Plane plane, Taps columns, Taps rows)
    {
        var result = new Plane(columns.Length, rows.Length);
        var mixed = new float[plane.Width];
        for (var y = 0; y < rows.Length; y++)
        {
            Array.Clear(mixed);
            var weights = rows.Of(y);
            for (var k = 0; k < weights.Length; k++)
            {
                TensorPrimitives.MultiplyAdd(plane.Row(rows.Start[y] + k), weights[k], mixed, mixed);
            }

            MixColumns(mixed, columns, result.Row(y));
        }

        return result;
    }

    /// <summary>The filter taps along one axis.</summary>
    /// <param name="inputs">Number of input samples.</param>
    /// <param name="outputs">Number of output samples.</param>
    /// <param name="kernel">The interpolation kernel.</param>
    /// <param name="first">Position of the first output, in input samples.</param>
    /// <param name="step">Distance between outputs, in input samples.</param>
    public static Taps AxisTaps(int inputs, int outputs, ResamplingKernel kernel, double first, double step)
    {
        var widening = Math.Max(1, step);
        var support = kernel.Support * widening;
        var width = Math.Min(inputs, (int)Math.Ceiling(2 * support) + 1);
        var (start, count, weights) = (new int[outputs], new int[outputs], new float[outputs * width]);
        var taps = new double[width];
        for (var o = 0; o < outputs; o++)
        {
            var centre = first + (o * step);
            start[o] = Math.Clamp((int)Math.Ceiling(centre - support), 0, inputs - 1);
            var last = Math.Clamp((int)Math.Floor(centre + support), start[o], inputs - 1);
            count[o] = Math.Min(width, last - start[o] + 1);
            var sum = 0.0;
            for (var k = 0; k < count[o]; k++)
            {
                sum += taps[k] = kernel.Weight((start[o] + k - centre) / widening);
            }

            for (var k = 0; k < count[o]; k++)
            {
                weights[(o * width) + k] = (float)(taps[k] / sum);
            }
        }

        return new Taps(start, count, width, weights);
    }

    private static void MixColumns(ReadOnlySpan<float> line, Taps columns, Span<float> row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var sum = 0f;
            var weights = columns.Of(x);
            var samples = line.Slice(columns.Start[x], weights.Length);
            for (var k = 0; k < weights.Length; k++)
            {
                sum += weights[k] * samples[k];
            }

            row[x] = sum;
        }
    }
}
