using IqaSharp.Imaging.Planes;

namespace IqaSharp.Restorations.Filtering;

/// <summary>Box filter, by running sums in double precision.</summary>
internal static class BoxMean
{
    /// <summary>The mean of the (2·radius + 1)² samples around each sample, with symmetric boundary handling.</summary>
    public static Plane Of(Plane plane, int radius)
    {
        var result = new Plane(plane.Width, plane.Height);
        var columns = new double[plane.Width];
        for (var k = -radius - 1; k < radius; k++)
        {
            Add(plane.Row(SymmetricBorder.Index(k, plane.Height)), columns, 1);
        }

        var scale = 1.0 / ((2 * radius) + 1) / ((2 * radius) + 1);
        for (var y = 0; y < plane.Height; y++)
        {
            Add(plane.Row(SymmetricBorder.Index(y + radius, plane.Height)), columns, 1);
            Add(plane.Row(SymmetricBorder.Index(y - radius - 1, plane.Height)), columns, -1);
            Slide(columns, radius, scale, result.Row(y));
        }

        return result;
    }

    private static void Add(ReadOnlySpan<float> row, Span<double> columns, double sign)
    {
        for (var x = 0; x < row.Length; x++)
        {
            columns[x] += sign * row[x];
        }
    }

    private static void Slide(ReadOnlySpan<double> columns, int radius, double scale, Span<float> row)
    {
        var sum = 0.0;
        for (var k = -radius - 1; k < radius; k++)
        {
            sum += columns[SymmetricBorder.Index(k, columns.Length)];
        }

        for (var x = 0; x < row.Length; x++)
        {
            var inside = x > radius && x + radius < columns.Length;
            sum += inside
                ? columns[x + radius] - columns[x - radius - 1]
                : columns[SymmetricBorder.Index(x + radius, columns.Length)] - columns[SymmetricBorder.Index(x - radius - 1, columns.Length)];
            row[x] = (float)(sum * scale);
        }
    }
}
