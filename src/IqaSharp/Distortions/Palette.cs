using IqaSharp.Images;

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
        while (boxes.Count < colours && boxes.MaxBy(static box => box.Error) is { Error: > 0 } worst && worst.Cut() is var (low, high))
        {
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
        var cells = new Cell?[1 << 15];
        for (var i = 0; i < rgb.Length; i += 3)
        {
            var index = Index(rgb[i], rgb[i + 1], rgb[i + 2]);
            (cells[index] ??= new Cell(index)).Add(rgb[i], rgb[i + 1], rgb[i + 2]);
        }

        return [.. cells.OfType<Cell>()];
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

    /// <summary>The pixels of one cell of the colour cube.</summary>
    private sealed class Cell(int index)
    {
        private readonly long[] _sums = new long[3];

        public int Index => index;

        public long Pixels { get; private set; }

        public long SquareSum { get; private set; }

        public long Sum(int channel) => _sums[channel];

        public double Mean(int channel) => (double)_sums[channel] / Pixels;

        public void Add(byte red, byte green, byte blue)
        {
            Pixels++;
            _sums[0] += red;
            _sums[1] += green;
            _sums[2] += blue;
            SquareSum += (red * red) + (green * green) + (blue * blue);
        }
    }

    /// <summary>Cells that get one colour.</summary>
    private sealed class Box(Cell[] cells)
    {
        private readonly Total _total = cells.Aggregate(default(Total), static (total, cell) => total.With(cell));

        public Cell[] Cells => cells;

        /// <summary>The sum of squared distances to the mean; 0 for what cannot be cut.</summary>
        public double Error { get; } = cells.Length < 2 ? 0 : cells.Sum(static cell => (double)cell.SquareSum) - cells.Aggregate(default(Total), static (total, cell) => total.With(cell)).Explained;

        public (byte Red, byte Green, byte Blue) Mean =>
            (Samples8.Round(_total.Red / _total.Pixels), Samples8.Round(_total.Green / _total.Pixels), Samples8.Round(_total.Blue / _total.Pixels));

        /// <summary>The two parts whose means explain most.</summary>
        public (Box Low, Box High) Cut()
        {
            var (best, at, sorted) = (double.NegativeInfinity, 0, cells);
            for (var channel = 0; channel < 3; channel++)
            {
                var axis = channel;
                var along = cells.OrderBy(cell => cell.Mean(axis)).ThenBy(static cell => cell.Index).ToArray();
                var low = default(Total);
                for (var i = 1; i < along.Length; i++)
                {
                    low = low.With(along[i - 1]);
                    if (low.Explained + _total.Without(low).Explained is var explained && explained > best)
                    {
                        (best, at, sorted) = (explained, i, along);
                    }
                }
            }

            return (new Box(sorted[..at]), new Box(sorted[at..]));
        }
    }

    private readonly record struct Total(double Pixels, double Red, double Green, double Blue)
    {
        /// <summary>The part of the sum of squares that the mean stands for.</summary>
        public double Explained => ((Red * Red) + (Green * Green) + (Blue * Blue)) / Pixels;

        public Total With(Cell cell) => new(Pixels + cell.Pixels, Red + cell.Sum(0), Green + cell.Sum(1), Blue + cell.Sum(2));

        public Total Without(Total part) => new(Pixels - part.Pixels, Red - part.Red, Green - part.Green, Blue - part.Blue);
    }
}
