using IqaSharp.Networks.Musiq;

namespace IqaSharp.Training.Trainees;

/// <summary>A window of a scale, in cells.</summary>
/// <param name="Map">The scale.</param>
/// <param name="Top">The first row.</param>
/// <param name="Left">The first column.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="Flipped">Whether left and right are exchanged.</param>
/// <param name="Grid">The side of the grid that positions hash to.</param>
internal sealed record View(ScaleMap Map, int Top, int Left, int Rows, int Columns, bool Flipped, int Grid)
{
    /// <summary>Where in the whole scale each cell is, row by row; of a mirrored image, where it is there.</summary>
    public IEnumerable<long> Positions =>
        from row in Enumerable.Range(Top, Rows)
        from column in Enumerable.Range(0, Columns)
        select MusiqInput.Position(row, Map.Rows, Flipped ? Map.Columns - Left - Columns + column : Left + column, Map.Columns, Grid);

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
