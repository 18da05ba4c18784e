using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Deblurring;

/// <summary>Point spread functions (PSFs) of common blurs.</summary>
internal static class PointSpreadFunction
{
    /// <summary>A disc: a lens out of focus. Pixels on its rim are weighted by the area covered.</summary>
    /// <param name="radius">In pixels.</param>
    public static SymmetricFilter Lens(double radius)
    {
        const int subsamples = 16;
        var reach = Math.Max(1, (int)Math.Ceiling(radius));
        return Sampled(reach, (x, y) =>
        {
            var covered = 0;
            for (var i = 0; i < subsamples * subsamples; i++)
            {
                var (dx, dy) = (x - 0.5 + (((i % subsamples) + 0.5) / subsamples), y - 0.5 + (((i / subsamples) + 0.5) / subsamples));
                covered += (dx * dx) + (dy * dy) <= radius * radius ? 1 : 0;
            }

            return covered;
        });
    }

    /// <summary>A Gaussian.</summary>
    /// <param name="sigma">In pixels.</param>
    public static SymmetricFilter Gaussian(double sigma)
    {
        var half = Filtering.Gaussian.HalfKernel(sigma);
        return Sampled(half.Length - 1, (x, y) => half[x] * half[y]);
    }

    /// <summary>A function sampled at each pixel, normalised to a sum of 1.</summary>
    public static SymmetricFilter Sampled(int radius, Func<int, int, double> value)
    {
        var quadrant = new double[(radius + 1) * (radius + 1)];
        var sum = 0.0;
        for (var y = 0; y <= radius; y++)
        {
            for (var x = 0; x <= radius; x++)
            {
                quadrant[(y * (radius + 1)) + x] = value(x, y);
                sum += value(x, y) * (x > 0 ? 2 : 1) * (y > 0 ? 2 : 1);
            }
        }

        return new SymmetricFilter(radius, [.. quadrant.Select(v => (float)(v / sum))]);
    }
}
