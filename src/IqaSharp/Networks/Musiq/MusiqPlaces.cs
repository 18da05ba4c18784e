using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Networks.Musiq;

/// <summary>The places of an image: the cells of its native scale, or of the largest that there is, with the first stage's vectors.
/// What the smaller scales show there is left out: it tells places apart less well (docs/maps.md).</summary>
internal static class MusiqPlaces
{
    private const int Patch = MusiqConfig.Patch;

    /// <param name="input">The image.</param>
    /// <param name="features">[tokens, width]: what the first stage gives, scale by scale.</param>
    /// <param name="width">Numbers of a token.</param>
    public static PlaceTokens Of(MusiqInput input, float[] features, int width)
    {
        var finest = input.Grids.MaxBy(grid => (long)grid.Width * grid.Height)!;
        var first = input.Grids.TakeWhile(grid => grid != finest).Sum(grid => grid.Rows * grid.Columns);
        var tokens = features.AsSpan(first * width, finest.Rows * finest.Columns * width);

        // The grid is padded on all sides; places divide the image itself, and lie between cells.
        var (columns, rows) = ((finest.Width + Patch - 1) / Patch, (finest.Height + Patch - 1) / Patch);
        var vectors = new float[rows * columns * width];
        for (var place = 0; place < rows * columns; place++)
        {
            var (top, bottom, down) = Between((((place / columns) + 0.5) * finest.Height / rows) + (((finest.Rows * Patch) - finest.Height) / 2), finest.Rows);
            var (left, right, along) = Between((((place % columns) + 0.5) * finest.Width / columns) + (((finest.Columns * Patch) - finest.Width) / 2), finest.Columns);
            var vector = vectors.AsSpan(place * width, width);
            foreach (var (row, column, weight) in new[] { (top, left, (1 - down) * (1 - along)), (top, right, (1 - down) * along), (bottom, left, down * (1 - along)), (bottom, right, down * along) })
            {
                TensorPrimitives.MultiplyAdd(tokens.Slice(((row * finest.Columns) + column) * width, width), weight, vector, vector);
            }
        }

        return new PlaceTokens(columns, rows, width, vectors);
    }

    /// <summary>The cells that a pixel lies between.</summary>
    private static (int Below, int Above, float Share) Between(double pixel, int count)
    {
        var position = Math.Clamp((pixel / Patch) - 0.5, 0, count - 1);
        var below = (int)position;
        return (below, Math.Min(below + 1, count - 1), (float)(position - below));
    }
}
