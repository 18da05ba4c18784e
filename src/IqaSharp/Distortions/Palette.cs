using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>An image in few colours, as GIF has them, without dither.</summary>
/// <remarks>Minimum-variance quantisation after Wu, "Efficient Statistical Computations for Optimal Color Quantization", Graphics Gems II, 1991:
/// of all boxes of colours the one whose squared error is largest is cut where most of that error goes, until there are enough boxes.
/// Colours are counted in cells of 8 × 8 × 8 samples.</remarks>
internal static class Palette
{
    public static Image Quantised(Image image, double colours, RandomStream random)
    {
        var cells = Count(image.Pixels);
        var boxes = new List<Box> { new(cells) };
        while (boxes.Count < colours && boxes.MaxBy(static box => box.Error) is { Error: > 0 } worst)
        {
            var (low, high) = worst.Cut();
            boxes.Remove(worst);
            boxes.AddRange([low, high]);
        }

        var palette = new (byte Red, byte Green, byte Blue)[1 << 15];
        foreach (var box in boxes)
        {
            foreach (var cell in box.Cells)
            {
                palette[cell.Index] = box.Mean;
            }
        }

        return Painted(image, palette);
    }

    private static int Index(byte red, byte green, byte blue) => (red >> 3 << 10) | (green >> 3 << 5) | (blue >> 3);

    private static Cell[] Count(ReadOnlySpan<byte> rgb)
    {
        var cells = new Total[1 << 15];
        for (var i = 0; i < rgb.Length; i += 3)
        {
            cells[Index(rgb[i], rgb[i + 1], rgb[i + 2])] += Total.Of(rgb[i], rgb[i + 1], rgb[i + 2]);
        }

        return [.. cells.Select(static (total, index) => new Cell(index, total)).Where(static cell => cell.Total.Pixels > 0)];
    }

    private static Image Painted(Image image, (byte Red, byte Green, byte Blue)[] palette)
    {
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i += 3)
        {
            (rgb[i], rgb[i + 1], rgb[i + 2]) = palette[Index(rgb[i], rgb[i + 1], rgb[i + 2])];
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <param name="Index">Where it lies in the cube of colours: 5 bits an axis.</param>
    /// <param name="Total">Of its pixels.</param>
    private readonly record struct Cell(int Index, Total Total);

    /// <summary>Cells that get one colour.</summary>
    private sealed class Box(Cell[] cells)
    {
        private readonly Total _total = cells.Aggregate(default(Total), static (total, cell) => total + cell.Total);

        public Cell[] Cells => cells;

        /// <summary>The sum of squared distances to the mean; 0 for what cannot be cut.</summary>
        public double Error => cells.Length < 2 ? 0 : _total.Squares - _total.Explained;

        public (byte Red, byte Green, byte Blue) Mean =>
            (Samples8.Round(_total.Red / _total.Pixels), Samples8.Round(_total.Green / _total.Pixels), Samples8.Round(_total.Blue / _total.Pixels));

        /// <summary>The two parts, on either side of a plane across an axis, whose means explain most.</summary>
        public (Box Low, Box High) Cut()
        {
            var (best, bestShift, bestPlane) = (double.NegativeInfinity, 0, 0);
            Span<Total> slices = stackalloc Total[32];
            for (var shift = 0; shift <= 10; shift += 5)
            {
                slices.Clear();
                foreach (var cell in cells)
                {
                    slices[(cell.Index >> shift) & 31] += cell.Total;
                }

                var low = slices[0];
                for (var plane = 1; plane < slices.Length; plane++)
                {
                    var high = _total - low;
                    if (low.Pixels > 0 && high.Pixels > 0 && low.Explained + high.Explained is var explained && explained > best)
                    {
                        (best, bestShift, bestPlane) = (explained, shift, plane);
                    }

                    low += slices[plane];
                }
            }

            var sides = cells.ToLookup(cell => ((cell.Index >> bestShift) & 31) < bestPlane);
            return (new Box([.. sides[true]]), new Box([.. sides[false]]));
        }
    }

    /// <summary>Sums over pixels. They are whole numbers below 2⁵³, so that their order does not matter.</summary>
    private readonly record struct Total(double Pixels, double Red, double Green, double Blue, double Squares)
    {
        /// <summary>The part of the sum of squares that the mean stands for.</summary>
        public double Explained => ((Red * Red) + (Green * Green) + (Blue * Blue)) / Pixels;

        public static Total Of(byte red, byte green, byte blue) => new(1, red, green, blue, (red * red) + (green * green) + (blue * blue));

        public static Total operator +(Total a, Total b) => new(a.Pixels + b.Pixels, a.Red + b.Red, a.Green + b.Green, a.Blue + b.Blue, a.Squares + b.Squares);

        public static Total operator -(Total a, Total b) => new(a.Pixels - b.Pixels, a.Red - b.Red, a.Green - b.Green, a.Blue - b.Blue, a.Squares - b.Squares);
    }
}
