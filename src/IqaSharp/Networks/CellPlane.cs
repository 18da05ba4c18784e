using IqaSharp.Imaging.Planes;

namespace IqaSharp.Networks;

/// <summary>Values of the cells of a grid, as a plane that covers an image evenly.</summary>
internal static class CellPlane
{
    /// <summary>Samples the grid at the centres of the plane's own cells, linearly between its cells.</summary>
    /// <param name="values">[rows, columns].</param>
    /// <param name="columns">Cells from left to right.</param>
    /// <param name="rows">Cells from top to bottom.</param>
    /// <param name="image">Where the image lies on the grid, in cells.</param>
    /// <param name="width">Of the plane.</param>
    /// <param name="height">Of the plane.</param>
    public static Plane Of(ReadOnlySpan<float> values, int columns, int rows, (double Left, double Top, double Width, double Height) image, int width, int height)
    {
        var plane = new Plane(width, height);
        for (var y = 0; y < height; y++)
        {
            var (top, bottom, down) = Between(image.Top + ((y + 0.5) * image.Height / height), rows);
            var row = plane.Row(y);
            for (var x = 0; x < width; x++)
            {
                var (left, right, along) = Between(image.Left + ((x + 0.5) * image.Width / width), columns);
                var upper = float.Lerp(values[(top * columns) + left], values[(top * columns) + right], along);
                var lower = float.Lerp(values[(bottom * columns) + left], values[(bottom * columns) + right], along);
                row[x] = float.Lerp(upper, lower, down);
            }
        }

        return plane;
    }

    private static (int Below, int Above, float Share) Between(double position, int count)
    {
        var from = Math.Clamp(position - 0.5, 0, count - 1);
        var below = (int)from;
        return (below, Math.Min(below + 1, count - 1), (float)(from - below));
    }
}
