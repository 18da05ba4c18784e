namespace IqaSharp.Classical;

/// <summary>What every halving of an image takes from it, and the rest.</summary>
/// <remarks>Burt, Adelson, "The Laplacian pyramid as a compact image code", IEEE TCOM 31(4), 1983.</remarks>
internal static class LaplacianPyramid
{
    // Each halving doubles the samples, so that white noise keeps its variance: Simoncelli's pyramids are normalised that way.
    private static readonly float[] Binomial = [.. new[] { 1, 4, 6, 4, 1 }.Select(tap => MathF.Sqrt(2) * tap / 16)];

    /// <summary>The bands, the finest first, and the rest.</summary>
    public static Planes Of(Plane image, int levels)
    {
        var planes = new Plane[levels];
        var rest = Downsample.Average(image, 1);
        for (var level = 0; level < levels - 1; level++)
        {
            var smaller = Reduce(rest);
            using var larger = Expand(smaller, rest.Width, rest.Height);
            planes[level] = Lanes.Zip(rest, larger, new Weighted(1, -1));
            rest.Dispose();
            rest = smaller;
        }

        planes[^1] = rest;
        return new Planes(planes);
    }

    private static Plane Reduce(Plane plane)
    {
        using var smooth = Filter.Same(plane, Binomial, Border.Reflect);
        return Downsample.EverySecond(smooth);
    }

    /// <summary>Zeros between the samples, smoothed.</summary>
    private static Plane Expand(Plane plane, int width, int height)
    {
        using var sparse = new Plane(2 * plane.Width, 2 * plane.Height);
        sparse.Samples.Clear();
        for (var y = 0; y < plane.Height; y++)
        {
            for (var x = 0; x < plane.Width; x++)
            {
                sparse.Row(2 * y)[2 * x] = plane.Row(y)[x];
            }
        }

        using var smooth = Filter.Same(sparse, Binomial, Border.Reflect);
        return Downsample.Crop(smooth, width, height);
    }
}
