using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>Pixels that are not where they belong.</summary>
internal static class Places
{
    /// <summary>A picture of KADID-10k has 512 × 384 pixels: patches and blocks, given for those, cover the same share of any other.</summary>
    private const double KadidPixels = 512 * 384;

    /// <summary>Every pixel is taken from a random place around it.</summary>
    public static Image Jittered(Image image, double deviation, RandomStream random)
    {
        var (width, height) = (image.Width, image.Height);
        var source = image.Pixels;
        var rgb = GC.AllocateUninitializedArray<byte>(source.Length);
        for (int i = 0, at = 0; at < rgb.Length; i++, at += 3)
        {
            var x = Math.Clamp((i % width) + (deviation * random.Normal()), 0, width - 1);
            var y = Math.Clamp((i / width) + (deviation * random.Normal()), 0, height - 1);
            var (left, top) = ((int)x, (int)y);
            var (right, below) = (x - left, y - top);
            var (stepX, stepY) = (left + 1 < width ? 3 : 0, top + 1 < height ? 3 * width : 0);
            for (var channel = 0; channel < 3; channel++)
            {
                var from = (((top * width) + left) * 3) + channel;
                rgb[at + channel] = Samples8.Round(
                    ((((1 - right) * source[from]) + (right * source[from + stepX])) * (1 - below))
                    + ((((1 - right) * source[from + stepY]) + (right * source[from + stepX + stepY])) * below));
            }
        }

        return new Image(width, height, rgb);
    }

    /// <summary>Patches of the image, each laid beside its own place (after Ponomarenko et al., TID2008: non-eccentricity pattern noise).</summary>
    public static Image Patched(Image image, double count, RandomStream random)
    {
        var side = Scaled(16, image);
        var rgb = image.Pixels.ToArray();
        for (var patch = 0; patch < count; patch++)
        {
            var (x, y) = Corner(image, side, random);
            var (sine, cosine) = Math.SinCos(2 * Math.PI * random.Unit());
            var fromX = Math.Clamp(x + (int)Math.Round(side * cosine), 0, Math.Max(0, image.Width - side));
            var fromY = Math.Clamp(y + (int)Math.Round(side * sine), 0, Math.Max(0, image.Height - side));
            var (columns, rows) = (Math.Min(side, image.Width), Math.Min(side, image.Height));
            for (var row = 0; row < rows; row++)
            {
                image.Pixels.Slice((((fromY + row) * image.Width) + fromX) * 3, columns * 3).CopyTo(rgb.AsSpan((((y + row) * image.Width) + x) * 3));
            }
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>Squares of random colours.</summary>
    public static Image Blocked(Image image, double count, RandomStream random)
    {
        var side = Scaled(32, image);
        var blocks = Enumerable.Range(0, (int)count)
            .Select(_ => (Corner: Corner(image, side, random), Colour: new[] { (byte)random.Below(256), (byte)random.Below(256), (byte)random.Below(256) }))
            .ToList();
        var rgb = image.Pixels.ToArray();

        // The first on top: what one more hides is never damage, but the image.
        blocks.Reverse();
        foreach (var ((x, y), colour) in blocks)
        {
            for (var row = y; row < Math.Min(y + side, image.Height); row++)
            {
                for (var column = x; column < Math.Min(x + side, image.Width); column++)
                {
                    colour.CopyTo(rgb, ((row * image.Width) + column) * 3);
                }
            }
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>Cells of one colour, the mean of the pixels in them.</summary>
    public static Image Pixelated(Image image, double scale, RandomStream random)
    {
        var source = image.Pixels;
        var (columns, rows) = (Math.Max(1, (int)Math.Round(image.Width * scale)), Math.Max(1, (int)Math.Round(image.Height * scale)));
        var (columnOf, rowOf) = (Cells(image.Width, columns), Cells(image.Height, rows));
        var (sums, pixels) = (new long[columns * rows * 3], new int[columns * rows]);
        for (var i = 0; i * 3 < source.Length; i++)
        {
            var cell = (rowOf[i / image.Width] * columns) + columnOf[i % image.Width];
            pixels[cell]++;
            for (var channel = 0; channel < 3; channel++)
            {
                sums[(cell * 3) + channel] += source[(i * 3) + channel];
            }
        }

        var rgb = GC.AllocateUninitializedArray<byte>(source.Length);
        for (var i = 0; i < rgb.Length; i++)
        {
            var cell = (rowOf[i / 3 / image.Width] * columns) + columnOf[i / 3 % image.Width];
            rgb[i] = (byte)((sums[(cell * 3) + (i % 3)] + (pixels[cell] / 2)) / pixels[cell]);
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>Which of some cells each pixel of a line lies in.</summary>
    private static int[] Cells(int length, int cells) => [.. Enumerable.Range(0, length).Select(at => (int)((long)at * cells / length))];

    private static int Scaled(int side, Image image) =>
        Math.Max(1, (int)Math.Round(side * Math.Sqrt((double)image.Width * image.Height / KadidPixels)));

    private static (int X, int Y) Corner(Image image, int side, RandomStream random) =>
        (random.Below(Math.Max(1, image.Width - side + 1)), random.Below(Math.Max(1, image.Height - side + 1)));
}
