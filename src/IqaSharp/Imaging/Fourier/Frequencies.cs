using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.Fourier;

/// <summary>Frequency grids as in Kovesi's code: zero at the top left, in cycles per pixel.</summary>
internal static class Frequencies
{
    /// <summary>Frequencies along one dimension: up to 0.5 − 1/n and down to −0.5; for an odd side from −0.5 to 0.5 (n − 1 steps).</summary>
    public static float[] Of(int length)
    {
        var steps = length % 2 == 0 ? length : Math.Max(1, length - 1);
        return [.. Enumerable.Range(0, length).Select(i => (float)(i < (length + 1) / 2 ? i : i - length) / steps)];
    }

    /// <summary>The radial frequency at each point.</summary>
    public static Plane Radius(int width, int height)
    {
        var (x, y) = (Of(width), Of(height));
        return Fill(width, height, (column, row) => MathF.Sqrt((x[column] * x[column]) + (y[row] * y[row])));
    }

    /// <summary>The orientation of each frequency, counter-clockwise, −π–π.</summary>
    public static Plane Angle(int width, int height)
    {
        var (x, y) = (Of(width), Of(height));
        return Fill(width, height, (column, row) => MathF.Atan2(-y[row], x[column]));
    }

    /// <summary>A plane of a function of column and row.</summary>
    public static Plane Fill(int width, int height, Func<int, int, float> value)
    {
        var plane = new Plane(width, height);
        ParallelWork.ForRows(height, width, (from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                var line = plane.Row(row);
                for (var column = 0; column < width; column++)
                {
                    line[column] = value(column, row);
                }
            }
        });
        return plane;
    }
}
