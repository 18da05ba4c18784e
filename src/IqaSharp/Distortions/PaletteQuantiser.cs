using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>Reduces an image to a palette of a few colours, without dithering.</summary>
/// <remarks>Minimum-variance quantisation after Wu, "Efficient Statistical Computations for Optimal Color Quantization", Graphics Gems II, 1991:
/// the box with the largest squared error is cut where the error falls most, until there are enough boxes.
/// The colour histogram has 32 × 32 × 32 bins.</remarks>
internal static class PaletteQuantiser
{
    public static Image Quantise(Image image, double colours, RandomStream random)
    {
        var bins = Histogram(image.Pixels);
        var boxes = new List<Box> { new(bins) };
        while (boxes.Count < colours && boxes.MaxBy(static box => box.Error) is { Error: > 0 } worst)
        {
            var (low, high) = worst.Cut();
            boxes.Remove(worst);
            boxes.AddRange([low, high]);
        }

        var palette = new (byte Red, byte Green, byte Blue)[1 << 15];
        foreach (var box in boxes)
        {
            foreach (var bin in box.Bins)
            {
                palette[bin.Index] = box.Mean;
            }
        }

        return ApplyPalette(image, palette);
    }

    private static int Index(byte red, byte green, byte blue) => (red >> 3 << 10) | (green >> 3 << 5) | (blue >> 3);

    private static Bin[] Histogram(ReadOnlySpan<byte> rgb)
    {
        var totals = new Total[1 << 15];
        for (var i = 0; i < rgb.Length; i += 3)
        {
            totals[Index(rgb[i], rgb[i + 1], rgb[i + 2])] += Total.Of(rgb[i], rgb[i + 1], rgb[i + 2]);
        }

        return [.. totals.Select(static (total, index) => new Bin(index, total)).Where(static bin => bin.Total.Pixels > 0)];
    }

    private static Image ApplyPalette(Image image, (byte Red, byte Green, byte Blue)[] palette)
    {
        var rgb = image.Pixels.ToArray();
        for (var i = 0; i < rgb.Length; i += 3)
        {
            (rgb[i], rgb[i + 1], rgb[i + 2]) = palette[Index(rgb[i], rgb[i + 1], rgb[i + 2])];
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <param name="Index">Its position in the colour cube: 5 bits per axis.</param>
    /// <param name="Total">The sums over its pixels.</param>
    private readonly record struct Bin(int Index, Total Total);

    /// <summary>Histogram bins that share one palette colour.</summary>
    private sealed class Box(Bin[] bins)
    {
        private readonly Total _total = bins.Aggregate(default(Total), static (total, bin) => total + bin.Total);

        public Bin[] Bins => bins;

        /// <summary>The sum of squared distances to the mean; 0 if the box cannot be cut.</summary>
        public double Error => bins.Length < 2 ? 0 : _total.Squares - _total.Explained;

        public (byte Red, byte Green, byte Blue) Mean =>
            (ByteSample.Saturate(_total.Red / _total.Pixels), ByteSample.Saturate(_total.Green / _total.Pixels), ByteSample.Saturate(_total.Blue / _total.Pixels));

        /// <summary>Cuts perpendicular to an axis so that the means of the two parts explain most of the variance.</summary>
        public (Box Low, Box High) Cut()
        {
            var (best, bestShift, bestPlane) = (double.NegativeInfinity, 0, 0);
            Span<Total> slices = stackalloc Total[32];
            for (var shift = 0; shift <= 10; shift += 5)
            {
                slices.Clear();
                foreach (var bin in bins)
                {
                    slices[(bin.Index >> shift) & 31] += bin.Total;
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

            var sides = bins.ToLookup(bin => ((bin.Index >> bestShift) & 31) < bestPlane);
            return (new Box([.. sides[true]]), new Box([.. sides[false]]));
        }
    }

    /// <summary>Sums over pixels: integers below 2⁵³, so the order of summation does not matter.</summary>
    private readonly record struct Total(double Pixels, double Red, double Green, double Blue, double Squares)
    {
        /// <summary>The part of the sum of squares that the mean accounts for.</summary>
        public double Explained => ((Red * Red) + (Green * Green) + (Blue * Blue)) / Pixels;

        public static Total Of(byte red, byte green, byte blue) => new(1, red, green, blue, (red * red) + (green * green) + (blue * blue));

        public static Total operator +(Total a, Total b) => new(a.Pixels + b.Pixels, a.Red + b.Red, a.Green + b.Green, a.Blue + b.Blue, a.Squares + b.Squares);

        public static Total operator -(Total a, Total b) => new(a.Pixels - b.Pixels, a.Red - b.Red, a.Green - b.Green, a.Blue - b.Blue, a.Squares - b.Squares);
    }
}
