using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Imaging.Resampling;

/// <summary>Separable resampling of 8-bit pixels in float32: rows first, then columns.</summary>
internal static class FloatResize
{
    /// <summary>Maps pixels through a look-up table and resizes them, into interleaved floats.</summary>
    /// <param name="image">The image.</param>
    /// <param name="rows">Vertical taps.</param>
    /// <param name="columns">Horizontal taps.</param>
    /// <param name="levels">[256]: the value of each 8-bit level.</param>
    /// <returns>[rows, columns, 3].</returns>
    public static float[] Apply(Image image, Taps rows, Taps columns, ReadOnlySpan<float> levels)
    {
        var stride = image.Width * 3;
        var result = new float[rows.Length * columns.Length * 3];
        var mixed = new float[stride];
        var line = new float[stride];
        for (var y = 0; y < rows.Length; y++)
        {
            mixed.AsSpan().Clear();
            var weights = rows.Of(y);
            for (var k = 0; k < weights.Length; k++)
            {
                LookUp(image.Pixels.Slice((rows.Start[y] + k) * stride, stride), levels, line);
                TensorPrimitives.MultiplyAdd(line, weights[k], mixed, mixed);
            }

            MixColumns(mixed, columns, result.AsSpan(y * columns.Length * 3, columns.Length * 3));
        }

        return result;
    }

    private static void MixColumns(ReadOnlySpan<float> line, Taps columns, Span<float> result)
    {
        for (var x = 0; x < columns.Length; x++)
        {
            var (red, green, blue) = (0f, 0f, 0f);
            var pixel = line[(columns.Start[x] * 3)..];
            foreach (var weight in columns.Of(x))
            {
                red += weight * pixel[0];
                green += weight * pixel[1];
                blue += weight * pixel[2];
                pixel = pixel[3..];
            }

            (result[3 * x], result[(3 * x) + 1], result[(3 * x) + 2]) = (red, green, blue);
        }
    }

    private static void LookUp(ReadOnlySpan<byte> pixels, ReadOnlySpan<float> levels, Span<float> line)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            line[i] = levels[pixels[i]];
        }
    }
}
