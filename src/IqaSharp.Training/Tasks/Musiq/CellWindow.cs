using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Maps;

namespace IqaSharp.Training.Tasks.Musiq;

/// <summary>A window of a scale, in whole cells.</summary>
/// <param name="Map">The scale.</param>
/// <param name="Top">The first row.</param>
/// <param name="Left">The first column.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Flipped">Whether it is mirrored left to right.</param>
/// <param name="Config">The settings, which say what positions are.</param>
internal sealed record CellWindow(ScaleMap Map, int Top, int Left, int Rows, int Columns, bool Flipped, MusiqConfig Config)
{
    /// <summary>The position of each cell in the whole scale, row by row; of a flipped window, its position in the flipped scale.</summary>
    public IEnumerable<long> Positions =>
        from row in Enumerable.Range(Top, Rows)
        from column in Enumerable.Range(0, Columns)
        select MusiqInput.Position(row, Map.Rows, Flipped ? Map.Columns - Left - Columns + column : Left + column, Map.Columns, Config);

    /// <summary>Writes the window: [channels, rows · side, columns · side].</summary>
    public void CopyTo(Span<float> destination, int channels, int side)
    {
        var (width, height, full) = (Columns * side, Rows * side, Map.Columns * side);
        for (var channel = 0; channel < channels; channel++)
        {
            for (var y = 0; y < height; y++)
            {
                var row = destination.Slice(((channel * height) + y) * width, width);
                Map.Values.AsSpan((((((channel * Map.Rows) + Top) * side) + y) * full) + (Left * side), width).CopyTo(row);
                if (Flipped)
                {
                    row.Reverse();
                }
            }
        }
    }
}
