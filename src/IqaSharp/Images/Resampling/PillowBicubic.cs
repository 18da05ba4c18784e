namespace IqaSharp.Images.Resampling;

/// <summary>Pillow's <c>Image.resize(…, Image.BICUBIC)</c> on 8-bit pixels, to the bit: a = −0.5, widened by the scale when it reduces, in fixed point.</summary>
/// <remarks>Pillow's src/libImaging/Resample.c: coefficients of 22 fractional bits, columns first, 8-bit pixels between the two passes.</remarks>
public static class PillowBicubic
{
    private const int FractionBits = 32 - 8 - 2;
    private const double Support = 2;
    private const double A = -0.5;

    /// <summary>The image at another size.</summary>
    public static Image Resize(Image image, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var narrow = width == image.Width ? image.Pixels.ToArray() : ResizeColumns(image, Coefficients(image.Width, width));
        var pixels = height == image.Height ? narrow : ResizeRows(narrow, width * 3, Coefficients(image.Height, height));
        return new Image(width, height, pixels).Named(image.Name);
    }

    private static byte[] ResizeColumns(Image image, FixedTaps columns)
    {
        var result = new byte[columns.Length * image.Height * 3];
        for (var y = 0; y < image.Height; y++)
        {
            var source = image.Pixels.Slice(y * image.Width * 3, image.Width * 3);
            var target = result.AsSpan(y * columns.Length * 3, columns.Length * 3);
            for (var x = 0; x < columns.Length; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    target[(3 * x) + channel] = columns.Mix(x, source[channel..], 3);
                }
            }
        }

        return result;
    }

    private static byte[] ResizeRows(byte[] source, int stride, FixedTaps rows)
    {
        var result = new byte[rows.Length * stride];
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < stride; x++)
            {
                result[(y * stride) + x] = rows.Mix(y, source.AsSpan(x), stride);
            }
        }

        return result;
    }

    private static FixedTaps Coefficients(int inputs, int outputs)
    {
        var scale = (double)inputs / outputs;
        var filterScale = Math.Max(scale, 1);
        var support = Support * filterScale;
        var width = ((int)Math.Ceiling(support) * 2) + 1;
        var taps = new FixedTaps(new int[outputs], new int[outputs], width, new int[outputs * width]);
        var weights = new double[width];
        for (var o = 0; o < outputs; o++)
        {
            var centre = (o + 0.5) * scale;
            var first = Math.Max((int)(centre - support + 0.5), 0);
            var count = Math.Min((int)(centre + support + 0.5), inputs) - first;
            var sum = 0.0;
            for (var k = 0; k < count; k++)
            {
                weights[k] = Cubic((k + first - centre + 0.5) * (1 / filterScale));
                sum += weights[k];
            }

            for (var k = 0; k < count; k++)
            {
                var fixedPoint = weights[k] / sum * (1 << FractionBits);
                taps.Weights[(o * width) + k] = (int)(fixedPoint < 0 ? fixedPoint - 0.5 : fixedPoint + 0.5);
            }

            (taps.Start[o], taps.Count[o]) = (first, count);
        }

        return taps;
    }

    private static double Cubic(double x)
    {
        x = Math.Abs(x);
        return x switch
        {
            < 1 => ((((A + 2) * x) - (A + 3)) * x * x) + 1,
            < 2 => ((((x - 5) * x) + 8) * x - 4) * A,
            _ => 0,
        };
    }

    private sealed record FixedTaps(int[] Start, int[] Count, int Width, int[] Weights)
    {
        public int Length => Start.Length;

        public byte Mix(int output, ReadOnlySpan<byte> source, int stride)
        {
            var sum = 1 << (FractionBits - 1);
            var weights = Weights.AsSpan(output * Width, Count[output]);
            var position = Start[output] * stride;
            foreach (var weight in weights)
            {
                sum += source[position] * weight;
                position += stride;
            }

            return (byte)Math.Clamp(sum >> FractionBits, 0, 255);
        }
    }
}
