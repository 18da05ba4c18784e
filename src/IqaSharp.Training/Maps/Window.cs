namespace IqaSharp.Training.Maps;

/// <summary>A window of a map, and the dihedral transform that is applied to it.</summary>
/// <param name="X">Its first column.</param>
/// <param name="Y">Its first row.</param>
/// <param name="Width">Its width in cells.</param>
/// <param name="Height">Its height in cells; equal to the width unless the transform is 0.</param>
/// <param name="Transform">One of the square's eight symmetries: the number of quarter turns, plus 4 where the window is mirrored first.</param>
internal readonly record struct Window(int X, int Y, int Width, int Height, int Transform = 0)
{
    /// <summary>Number of dihedral transforms of a square.</summary>
    public const int Transforms = 8;

    /// <summary>The transformed window: [channels, height, width].</summary>
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

    /// <summary>The cell of the original window that the transform moves to x, y.</summary>
    private (int X, int Y) Source(int x, int y)
    {
        var last = Width - 1;
        var (u, v) = (Transform & 3) switch { 0 => (x, y), 1 => (y, last - x), 2 => (last - x, last - y), _ => (last - y, x) };
        return (Transform >= 4 ? last - u : u, v);
    }
}
