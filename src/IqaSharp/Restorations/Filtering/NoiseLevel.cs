using IqaSharp.Imaging.Planes;

namespace IqaSharp.Restorations.Filtering;

/// <summary>Blind noise estimation.</summary>
internal static class NoiseLevel
{
    /// <summary>Standard deviation of the noise: the median absolute diagonal coefficient of the Haar wavelet, divided by 0.6745.</summary>
    /// <remarks>Donoho, Johnstone, "Ideal spatial adaptation by wavelet shrinkage", Biometrika 81(3), 1994.</remarks>
    public static float Estimate(Plane plane)
    {
        var (columns, rows) = (plane.Width / 2, plane.Height / 2);
        if (columns == 0 || rows == 0)
        {
            return 0;
        }

        var details = new float[columns * rows];
        for (var y = 0; y < rows; y++)
        {
            var upper = plane.Row(2 * y);
            var lower = plane.Row((2 * y) + 1);
            for (var x = 0; x < columns; x++)
            {
                details[(y * columns) + x] = MathF.Abs(upper[2 * x] - upper[(2 * x) + 1] - lower[2 * x] + lower[(2 * x) + 1]) / 2;
            }
        }

        Array.Sort(details);
        return details[details.Length / 2] / 0.6745f;
    }
}
