using IqaSharp.Imaging.Planes;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Filtering;

/// <summary>Gaussian blur with symmetric boundary handling.</summary>
internal static class Gaussian
{
    /// <summary>[radius + 1]: the centre and one side of a sampled Gaussian whose full kernel sums to 1.</summary>
    /// <param name="sigma">In pixels, above 0; the kernel is cut off at 3σ.</param>
    public static float[] HalfKernel(double sigma)
    {
        var radius = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var values = Enumerable.Range(0, radius + 1).Select(i => Math.Exp(-i * i / (2 * sigma * sigma))).ToArray();
        var sum = (2 * values.Sum()) - values[0];
        return [.. values.Select(value => (float)(value / sum))];
    }

    /// <summary>The blurred plane.</summary>
    public static Plane Blur(Plane plane, double sigma)
    {
        var kernel = HalfKernel(sigma);
        var radius = kernel.Length - 1;
        var result = new Plane(plane.Width, plane.Height);
        using var padded = new MirroredPlane(plane, radius);
        var mixed = new float[padded.Stride];
        for (var y = 0; y < plane.Height; y++)
        {
            TensorPrimitives.Multiply(padded.Row(y), kernel[0], mixed);
            for (var k = 1; k <= radius; k++)
            {
                TensorPrimitives.MultiplyAdd(padded.Row(y - k), kernel[k], mixed, mixed);
                TensorPrimitives.MultiplyAdd(padded.Row(y + k), kernel[k], mixed, mixed);
            }

            var row = result.Row(y);
            TensorPrimitives.Multiply(mixed.AsSpan(radius, row.Length), kernel[0], row);
            for (var k = 1; k <= radius; k++)
            {
                TensorPrimitives.MultiplyAdd(mixed.AsSpan(radius - k, row.Length), kernel[k], row, row);
                TensorPrimitives.MultiplyAdd(mixed.AsSpan(radius + k, row.Length), kernel[k], row, row);
            }
        }

        return result;
    }
}
