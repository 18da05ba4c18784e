using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Distortions;

/// <summary>Removes white noise by hard thresholding of DCT coefficients in overlapping blocks.</summary>
/// <remarks>Yu, Sapiro, "DCT image denoising: a simple and effective image denoising algorithm", IPOL 1, 2011:
/// channels decorrelated by an orthonormal transform, blocks of 8 × 8, hard threshold of 3 σ, overlapping blocks averaged.
/// Blocks lie 4 apart, not 1: a sixteenth of the work.</remarks>
internal static class DctDenoiser
{
    private const int Side = 8, Step = 4;

    private static readonly float[] Forward = Dct8.Basis;
    private static readonly float[] Backward = [.. Enumerable.Range(0, Side * Side).Select(i => Forward[(i % Side * Side) + (i / Side)])];

    // The orthonormal DCT-II of red, green and blue: their mean, red − blue, and red + blue − 2 green.
    private static readonly float Mean = (float)Math.Sqrt(1 / 3.0), Half = (float)Math.Sqrt(1 / 2.0), Sixth = (float)Math.Sqrt(1 / 6.0);

    /// <param name="image">The noisy image.</param>
    /// <param name="deviation">Standard deviation of the noise, for samples in 0–255.</param>
    public static Image Denoise(Image image, double deviation)
    {
        using var planes = ColourPlanes.Of(image, static (r, g, b) => (Mean * (r + g + b), Half * (r - b), Sixth * (r - (2 * g) + b)));
        foreach (var plane in planes.All)
        {
            Denoise(plane, (float)(3 * deviation));
        }

        return planes.ToImage(static (mean, side, middle) => (
            ByteSample.Saturate((Mean * mean) + (Half * side) + (Sixth * middle)),
            ByteSample.Saturate((Mean * mean) - (2 * Sixth * middle)),
            ByteSample.Saturate((Mean * mean) - (Half * side) + (Sixth * middle))));
    }

    private static void Denoise(Plane plane, float threshold)
    {
        var (width, height) = (RoundUp(plane.Width), RoundUp(plane.Height));
        using var sum = new Plane(width, height);
        using var weight = new Plane(width, height);
        using var padded = new Plane(width, height);
        sum.Samples.Clear();
        weight.Samples.Clear();
        for (var y = 0; y < height; y++)
        {
            var from = plane.Row(Math.Min(y, plane.Height - 1));
            var to = padded.Row(y);
            from.CopyTo(to);
            to[from.Length..].Fill(from[^1]);
        }

        Span<float> block = stackalloc float[Side * Side], other = stackalloc float[Side * Side];
        for (var top = 0; top + Side <= height; top += Step)
        {
            for (var left = 0; left + Side <= width; left += Step)
            {
                for (var y = 0; y < Side; y++)
                {
                    padded.Row(top + y).Slice(left, Side).CopyTo(block[(y * Side)..]);
                }

                Multiply(Forward, block, other);
                Multiply(other, Backward, block);
                var mean = block[0];
                for (var y = 0; y < Side; y++)
                {
                    var row = block.Slice(y * Side, Side);
                    var coefficients = Vector256.Create<float>(row);
                    (coefficients & Vector256.GreaterThan(Vector256.Abs(coefficients), Vector256.Create(threshold))).CopyTo(row);
                }

                block[0] = mean;
                Multiply(Backward, block, other);
                Multiply(other, Forward, block);
                for (var y = 0; y < Side; y++)
                {
                    var total = sum.Row(top + y).Slice(left, Side);
                    (Vector256.Create<float>(total) + Vector256.Create<float>(block.Slice(y * Side, Side))).CopyTo(total);
                    var count = weight.Row(top + y).Slice(left, Side);
                    (Vector256.Create<float>(count) + Vector256<float>.One).CopyTo(count);
                }
            }
        }

        for (var y = 0; y < plane.Height; y++)
        {
            TensorPrimitives.Divide(sum.Row(y)[..plane.Width], weight.Row(y)[..plane.Width], plane.Row(y));
        }
    }

    /// <summary>The length, rounded up so that blocks cover it without a remainder.</summary>
    private static int RoundUp(int length) => length <= Side ? Side : Side + ((length - Side + Step - 1) / Step * Step);

    /// <summary>The product of two 8 × 8 matrices.</summary>
    private static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> product)
    {
        for (var y = 0; y < Side; y++)
        {
            var sum = Vector256<float>.Zero;
            for (var k = 0; k < Side; k++)
            {
                sum += a[(y * Side) + k] * Vector256.Create(b.Slice(k * Side, Side));
            }

            sum.CopyTo(product[(y * Side)..]);
        }
    }
}
