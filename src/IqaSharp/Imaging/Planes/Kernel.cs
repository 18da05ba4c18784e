namespace IqaSharp.Imaging.Planes;

/// <summary>One-dimensional kernels of separable filters.</summary>
internal static class Kernel
{
    /// <summary>A sampled Gaussian, normalised to sum 1.</summary>
    public static float[] Gaussian(int size, double sigma)
    {
        var middle = (size - 1) / 2.0;
        var values = Enumerable.Range(0, size).Select(i => Math.Exp(-((i - middle) * (i - middle)) / (2 * sigma * sigma))).ToArray();
        var sum = values.Sum();
        return [.. values.Select(value => (float)(value / sum))];
    }

    /// <summary>A box filter: the mean.</summary>
    public static float[] Box(int size) => [.. Enumerable.Repeat(1f / size, size)];
}
