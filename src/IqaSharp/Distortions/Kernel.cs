using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Distortions;

/// <summary>A convolution's kernel, its centre in the middle. The image goes on beyond its border as its border is.</summary>
/// <param name="RadiusX">The kernel is 2 × this + 1 wide.</param>
/// <param name="RadiusY">And 2 × this + 1 high.</param>
/// <param name="Weights">[height, width], of sum 1.</param>
internal sealed record Kernel(int RadiusX, int RadiusY, float[] Weights)
{
    /// <summary>Samples a side of a pixel, where what a pixel's share of a shape is has to be counted.</summary>
    private const int Fineness = 16;

    /// <summary>A Gaussian as a row; transposed it is the other half of the blur.</summary>
    public static Kernel Gaussian(double deviation)
    {
        var radius = (int)Math.Ceiling(3 * deviation);
        var weights = new double[(2 * radius) + 1];
        for (var x = -radius; x <= radius; x++)
        {
            weights[x + radius] = Math.Exp(-x * x / (2 * deviation * deviation));
        }

        return Normalised(radius, 0, weights);
    }

    /// <summary>A disc: how a point is seen that is out of focus.</summary>
    public static Kernel Disc(double radius)
    {
        var reach = (int)Math.Ceiling(radius);
        var weights = new double[((2 * reach) + 1) * ((2 * reach) + 1)];
        var inner = (((2 * reach) + 1) * Fineness) - 1;
        for (var y = -inner; y <= inner; y += 2)
        {
            for (var x = -inner; x <= inner; x += 2)
            {
                // In halves of a fine step, which keeps the samples off the pixels' borders.
                if ((x * x) + (y * y) <= 4.0 * Fineness * Fineness * radius * radius)
                {
                    weights[((y + inner) / (2 * Fineness) * ((2 * reach) + 1)) + ((x + inner) / (2 * Fineness))]++;
                }
            }
        }

        return Normalised(reach, reach, weights);
    }

    /// <summary>A line through the centre: how a point is seen that moves.</summary>
    /// <param name="halfLength">From the centre to either end, in pixels.</param>
    /// <param name="angle">In radians.</param>
    public static Kernel Line(double halfLength, double angle)
    {
        var (sine, cosine) = Math.SinCos(angle);
        var (reachX, reachY) = ((int)Math.Ceiling(halfLength * Math.Abs(cosine)), (int)Math.Ceiling(halfLength * Math.Abs(sine)));
        var width = (2 * reachX) + 3;
        var wide = new double[width * ((2 * reachY) + 3)];
        var steps = (int)Math.Ceiling(halfLength * Fineness);
        for (var step = -steps; step <= steps; step++)
        {
            var along = halfLength * step / steps;
            var (x, y) = (reachX + 1 + (along * cosine), reachY + 1 + (along * sine));
            var (left, top) = ((int)x, (int)y);
            var (right, below) = (x - left, y - top);
            wide[(top * width) + left] += (1 - right) * (1 - below);
            wide[(top * width) + left + 1] += right * (1 - below);
            wide[((top + 1) * width) + left] += (1 - right) * below;
            wide[((top + 1) * width) + left + 1] += right * below;
        }

        return Normalised(reachX + 1, reachY + 1, wide);
    }

    public Kernel Transposed() => this with { RadiusX = RadiusY, RadiusY = RadiusX, Weights = Flipped() };

    /// <summary>Replaces a plane by what the kernel makes of it.</summary>
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

                    // Never fused: the bytes of the result are the same on every processor.
                    TensorPrimitives.MultiplyAdd(row.Slice(x, width), Weights[i], sum, sum);
                }
            }
        }
    }

    private static Kernel Normalised(int radiusX, int radiusY, double[] weights)
    {
        var sum = weights.Sum();
        return new Kernel(radiusX, radiusY, Array.ConvertAll(weights, weight => (float)(weight / sum)));
    }

    private float[] Flipped()
    {
        var (width, height) = ((2 * RadiusX) + 1, (2 * RadiusY) + 1);
        var flipped = new float[Weights.Length];
        for (var i = 0; i < Weights.Length; i++)
        {
            flipped[(i % width * height) + (i / width)] = Weights[i];
        }

        return flipped;
    }
}
