namespace IqaSharp.Training.Trainees;

/// <summary>A part of a map, and how it is laid.</summary>
/// <param name="X">Where it begins, from the left.</param>
/// <param name="Y">From above.</param>
/// <param name="Width">In cells.</param>
/// <param name="Height">In cells; of a window that is turned the same as the width.</param>
/// <param name="Turn">0 to 7: the quarter turns, and from 4 on mirrored.</param>
internal readonly record struct Window(int X, int Y, int Width, int Height, int Turn = 0)
{
    /// <summary>How many ways there are to lay a square.</summary>
    public const int Turns = 8;

    /// <summary>What is seen through it: [channels, height, width].</summary>
    public float[] Cut(ScaleMap map, int channels)
    {
        var values = new float[channels * Height * Width];
        for (var (channel, to) = (0, 0); channel < channels; channel++)
        {
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++, to++)
                {
                    var (u, v) = Source(x, y);
                    values[to] = map.Values[(((channel * map.Rows) + Y + v) * map.Columns) + X + u];
                }
            }
        }

        return values;
    }

    /// <summary>Where in the window as it was the cell lies that is shown at x, y.</summary>
    private (int X, int Y) Source(int x, int y)
    {
        var last = Width - 1;
        var (u, v) = (Turn & 3) switch { 0 => (x, y), 1 => (y, last - x), 2 => (last - x, last - y), _ => (last - y, x) };
        return (Turn >= 4 ? last - u : u, v);
    }
}
