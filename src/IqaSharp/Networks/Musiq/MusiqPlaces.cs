using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Networks.Musiq;

/// <summary>The places of an image: the cells of its native scale, or of the largest that there is, each with the first stage's vectors of what every scale shows there.</summary>
internal static class MusiqPlaces
{
    private const int Patch = MusiqConfig.Patch;

    /// <param name="input">The image.</param>
    /// <param name="features">[tokens, width]: what the first stage gives, scale by scale.</param>
    /// <param name="width">Numbers of a token.</param>
    public static PlaceTokens Of(MusiqInput input, float[] features, int width)
    {
        var finest = input.Grids.MaxBy(grid => (long)grid.Width * grid.Height)!;
        var (columns, rows, length) = ((finest.Width + Patch - 1) / Patch, (finest.Height + Patch - 1) / Patch, width * input.Grids.Count);
        var vectors = new float[rows * columns * length];
        var (first, at) = (0, 0);
        foreach (var grid in input.Grids)
        {
            var tokens = features.AsSpan(first * width, grid.Rows * grid.Columns * width);
            for (var place = 0; place < rows * columns; place++)
            {
                var (top, bottom, down) = Between((((place / columns) + 0.5) * grid.Height / rows) + (((grid.Rows * Patch) - grid.Height) / 2), grid.Rows);
                var (left, right, along) = Between((((place % columns) + 0.5) * grid.Width / columns) + (((grid.Columns * Patch) - grid.Width) / 2), grid.Columns);
                var vector = vectors.AsSpan((place * length) + at, width);
                foreach (var (row, column, weight) in new[] { (top, left, (1 - down) * (1 - along)), (top, right, (1 - down) * along), (bottom, left, down * (1 - along)), (bottom, right, down * along) })
                {
                    TensorPrimitives.MultiplyAdd(tokens.Slice(((row * grid.Columns) + column) * width, width), weight, vector, vector);
                }
            }

            first += grid.Rows * grid.Columns;
            at += width;
        }

        return new PlaceTokens(columns, rows, length, vectors);
    }

    /// <summary>The cells that a pixel lies between.</summary>
    private static (int Below, int Above, float Share) Between(double pixel, int count)
    {
        var position = Math.Clamp((pixel / Patch) - 0.5, 0, count - 1);
        var below = (int)position;
        return (below, Math.Min(below + 1, count - 1), (float)(position - below));
    }
}
