using System.Numerics.Tensors;
using IqaSharp.Imaging.Resampling;

namespace IqaSharp.Imaging.Planes;

/// <summary>Resizes planes as MATLAB's <c>imresize</c> does.</summary>
internal static class Resize
{
    private const double A = -0.5;
    private const int CubicSupport = 4;
    private const int LinearSupport = 2;

    /// <summary>MATLAB's <c>imresize</c>: bicubic (a = −0.5), antialiased when downscaling, symmetric boundaries.</summary>
    /// <param name="source">The image.</param>
    /// <param name="width">The result's width.</param>
    /// <param name="height">The result's height.</param>
    /// <param name="scale">The scale factor, if the sizes were rounded from one; null for the ratio of sizes.</param>
    public static Plane Bicubic(Plane source, int width, int height, double? scale = null) =>
        Apply(source, Antialiased(source.Width, width, scale, CubicSupport, Keys), Antialiased(source.Height, height, scale, CubicSupport, Keys));

    /// <summary>MATLAB's <c>imresize(…, 'bilinear')</c>: the same with a triangle kernel.</summary>
    public static Plane Bilinear(Plane source, int width, int height) =>
        Apply(source, Antialiased(source.Width, width, null, LinearSupport, Triangle), Antialiased(source.Height, height, null, LinearSupport, Triangle));

    private static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));

    private static Plane Apply(Plane source, Taps columns, Taps rows)
    {
        var result = new Plane(columns.Length, rows.Length);
        ParallelWork.ForRows(rows.Length, source.Width, (from, to) =>
        {
            var mixed = new float[source.Width];
            for (var y = from; y < to; y++)
            {
                mixed.AsSpan().Clear();
                var weights = rows.Of(y);
                for (var k = 0; k < weights.Length; k++)
                {
                    TensorPrimitives.MultiplyAdd(source.Row(rows.Start[y] + k), weights[k], mixed, mixed);
                }

                var row = result.Row(y);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = TensorPrimitives.Dot(columns.Of(x), mixed.AsSpan(columns.Start[x], columns.Count[x]));
                }
            }
        });
        return result;
    }

    /// <summary>Taps that are widened when downscaling, with symmetric boundaries.</summary>
    private static Taps Antialiased(int inputs, int outputs, double? factor, int support, Func<double, double> filter)
    {
        var scale = factor ?? ((double)outputs / inputs);
        var narrowing = Math.Min(1, scale);
        support = (int)Math.Ceiling(support / narrowing) + 2;
        var width = Math.Min(support, inputs);
        var (start, count, weights) = (new int[outputs], new int[outputs], new float[outputs * width]);
        var samples = new double[inputs];
        for (var o = 0; o < outputs; o++)
        {
            var centre = ((o + 0.5) / scale) - 0.5;
            var first = (int)Math.Floor(centre) - (support / 2) + 1;
            Array.Clear(samples);
            for (var i = first; i < first + support; i++)
            {
                samples[SymmetricBorder.Index(i, inputs)] += filter((centre - i) * narrowing);
            }

            var sum = samples.Sum();
            start[o] = Math.Clamp(first, 0, inputs - width);
            count[o] = width;
            for (var k = 0; k < width; k++)
            {
                weights[(o * width) + k] = (float)(samples[start[o] + k] / sum);
            }
        }

        return new Taps(start, count, width, weights);
    }

    /// <summary>Keys, "Cubic convolution interpolation for digital image processing", IEEE TASSP 29(6), 1981, eq. 15.</summary>
    private static double Keys(double x)
    {
        var d = Math.Abs(x);
        return d <= 1 ? ((((A + 2) * d) - (A + 3)) * d * d) + 1
            : d <= 2 ? (((((A * d) - (5 * A)) * d) + (8 * A)) * d) - (4 * A)
            : 0;
    }
}
