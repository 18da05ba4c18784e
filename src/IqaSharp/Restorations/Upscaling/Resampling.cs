using IqaSharp.Imaging.Planes;
using IqaSharp.Imaging.Resampling;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Separable resampling of planes.</summary>
internal static class Resampling
{
    /// <summary>The plane at another size; the kernel is widened where that is smaller.</summary>
    public static Plane Resize(Plane plane, int width, int height, ResamplingKernel kernel) => Resize(
        plane,
        Taps(plane.Width, width, kernel, (0.5 * plane.Width / width) - 0.5, (double)plane.Width / width),
        Taps(plane.Height, height, kernel, (0.5 * plane.Height / height) - 0.5, (double)plane.Height / height));

    /// <summary>The plane at other positions.</summary>
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

            Mix(mixed, columns, result.Row(y));
        }

        return result;
    }

    /// <summary>The weights of one side. Outside the samples nothing counts, and the rest is scaled up.</summary>
    /// <param name="inputs">How many samples there are.</param>
    /// <param name="outputs">How many are made.</param>
    /// <param name="kernel">Weights by distance.</param>
    /// <param name="first">Where among the inputs the first output lies.</param>
    /// <param name="step">Inputs from one output to the next.</param>
    public static Taps Taps(int inputs, int outputs, ResamplingKernel kernel, double first, double step)
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

    private static void Mix(ReadOnlySpan<float> line, Taps columns, Span<float> row)
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
