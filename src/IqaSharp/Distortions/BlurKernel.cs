using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Distortions;

/// <summary>A centred point spread function. Beyond its edges an image continues with its edge pixels.</summary>
/// <param name="RadiusX">The kernel is 2 × RadiusX + 1 wide.</param>
/// <param name="RadiusY">The kernel is 2 × RadiusY + 1 high.</param>
/// <param name="Weights">[height, width], with sum 1.</param>
internal sealed record BlurKernel(int RadiusX, int RadiusY, float[] Weights)
{
    /// <summary>Supersampling: subsamples per pixel and axis.</summary>
    private const int Subsamples = 16;

    /// <summary>A one-dimensional Gaussian as a row, cut off at 3σ; the transposed kernel blurs columns.</summary>
    public static BlurKernel Gaussian(double deviation)
    {
        var radius = (int)Math.Ceiling(3 * deviation);
        return new BlurKernel(radius, 0, Kernel.Gaussian((2 * radius) + 1, deviation));
    }

    /// <summary>A disc: the point spread function of a lens out of focus.</summary>
    public static BlurKernel Disc(double radius)
    {
        var reach = (int)Math.Ceiling(radius);
        var weights = new double[((2 * reach) + 1) * ((2 * reach) + 1)];
        var inner = (((2 * reach) + 1) * Subsamples) - 1;
        for (var y = -inner; y <= inner; y += 2)
        {
            for (var x = -inner; x <= inner; x += 2)
            {
                // In units of half a subsample, so that no subsample lies on the border between two pixels.
                if ((x * x) + (y * y) <= 4.0 * Subsamples * Subsamples * radius * radius)
                {
                    weights[((y + inner) / (2 * Subsamples) * ((2 * reach) + 1)) + ((x + inner) / (2 * Subsamples))]++;
                }
            }
        }

        return Normalised(reach, reach, weights);
    }

    /// <summary>A line through the centre: the point spread function of linear motion.</summary>
    /// <param name="halfLength">From the centre to either end, in pixels.</param>
    /// <param name="angle">In radians.</param>
    public static BlurKernel Line(double halfLength, double angle)
    {
        var (sine, cosine) = Math.SinCos(angle);
        var (reachX, reachY) = ((int)Math.Ceiling(halfLength * Math.Abs(cosine)), (int)Math.Ceiling(halfLength * Math.Abs(sine)));
        var width = (2 * reachX) + 3;
        var weights = new double[width * ((2 * reachY) + 3)];
        var steps = (int)Math.Ceiling(halfLength * Subsamples);
        for (var step = -steps; step <= steps; step++)
        {
            var along = halfLength * step / steps;
            var (x, y) = (reachX + 1 + (along * cosine), reachY + 1 + (along * sine));
            var (left, top) = ((int)x, (int)y);
            var (right, below) = (x - left, y - top);
            weights[(top * width) + left] += (1 - right) * (1 - below);
            weights[(top * width) + left + 1] += right * (1 - below);
            weights[((top + 1) * width) + left] += (1 - right) * below;
            weights[((top + 1) * width) + left + 1] += right * below;
        }

        return Normalised(reachX + 1, reachY + 1, weights);
    }

    public BlurKernel Transposed()
    {
        var (width, height) = ((2 * RadiusX) + 1, (2 * RadiusY) + 1);
        var transposed = new float[Weights.Length];
        for (var i = 0; i < Weights.Length; i++)
        {
            transposed[(i % width * height) + (i / width)] = Weights[i];
        }

        return new BlurKernel(RadiusY, RadiusX, transposed);
    }

    /// <summary>Convolves a plane in place.</summary>
    public void Apply(Plane plane)
    {
        var (width, height) = (plane.Width, plane.Height);
        using var padded = new Plane(checked(width + (2 * RadiusX)), height);
        for (var y = 0; y < height; y++)
        {
            var from = plane.Row(y);
            var to = padded.Row(y);
            to[..RadiusX].Fill(from[0]);
            from.CopyTo(to[RadiusX..]);
            to[(RadiusX + width)..].Fill(from[^1]);
        }

        for (var y = 0; y < height; y++)
        {
            var sum = plane.Row(y);
            sum.Clear();
            for (var i = 0; i < Weights.Length; i++)
            {
                if (Weights[i] != 0)
                {
                    var (dy, x) = Math.DivRem(i, (2 * RadiusX) + 1);
                    var row = padded.Row(Math.Clamp(y + dy - RadiusY, 0, height - 1));

                    // TensorPrimitives.MultiplyAdd never fuses, so the result has the same bytes on every processor.
                    TensorPrimitives.MultiplyAdd(row.Slice(x, width), Weights[i], sum, sum);
                }
            }
        }
    }

    private static BlurKernel Normalised(int radiusX, int radiusY, double[] weights)
    {
        var sum = weights.Sum();
        return new BlurKernel(radiusX, radiusY, Array.ConvertAll(weights, weight => (float)(weight / sum)));
    }
}
