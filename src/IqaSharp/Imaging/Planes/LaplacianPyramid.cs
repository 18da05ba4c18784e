namespace IqaSharp.Imaging.Planes;

/// <summary>Laplacian pyramids: the band-pass levels, the finest first, and the low-pass residual.</summary>
/// <remarks>Burt, Adelson, "The Laplacian pyramid as a compact image code", IEEE TCOM 31(4), 1983.</remarks>
internal static class LaplacianPyramid
{
    // Scaled so that white noise keeps its variance from level to level.
    private static readonly float[] Binomial = [.. new[] { 1, 4, 6, 4, 1 }.Select(tap => MathF.Sqrt(2) * tap / 16)];

    private static readonly float[] BurtAdelson = [0.05f, 0.25f, 0.4f, 0.25f, 0.05f];

    /// <summary>Simoncelli's: binomial filters of norm 1, reflected boundaries.</summary>
    public static PlaneSet WithBinomialFilter(Plane image, int levels) => Of(image, levels, Binomial, Border.Reflect, (plane, width, height) =>
    {
        using var sparse = Sparse(plane, 1);
        using var smooth = Filter.Same(sparse, Binomial, Border.Reflect);
        return Downsample.Crop(smooth, 0, width, height);
    });

    /// <summary>Burt and Adelson's filter of sum 1, symmetric boundaries.</summary>
    public static PlaneSet WithBurtAdelsonFilter(Plane image, int levels) => Of(image, levels, BurtAdelson, Border.Symmetric, (plane, width, height) =>
    {
        using var framed = Filter.Pad(plane, 1, 1, Border.Symmetric);
        using var sparse = Sparse(framed, 4);
        using var smooth = Filter.Same(sparse, BurtAdelson, Border.Zero);
        return Downsample.Crop(smooth, 2, width, height);
    });

    private static PlaneSet Of(Plane image, int levels, float[] filter, Border border, Func<Plane, int, int, Plane> expand)
    {
        var planes = new Plane[levels];
        var rest = Downsample.Average(image, 1);
        for (var level = 0; level < levels - 1; level++)
        {
            using var smooth = Filter.Same(rest, filter, border);
            var smaller = Downsample.EverySecond(smooth);
            using var larger = expand(smaller, rest.Width, rest.Height);
            planes[level] = Lanes.Zip(rest, larger, new WeightedSum(1, -1));
            rest.Dispose();
            rest = smaller;
        }

        planes[^1] = rest;
        return new PlaneSet(planes);
    }

    /// <summary>Upsamples by two with zeros between the samples.</summary>
    private static Plane Sparse(Plane plane, float gain)
    {
        var sparse = new Plane(2 * plane.Width, 2 * plane.Height);
        sparse.Samples.Clear();
        for (var y = 0; y < plane.Height; y++)
        {
            var row = sparse.Row(2 * y);
            var line = plane.Row(y);
            for (var x = 0; x < line.Length; x++)
            {
                row[2 * x] = gain * line[x];
            }
        }

        return sparse;
    }
}
