using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>Distortions that move, cover or merge pixels.</summary>
internal static class SpatialDistortions
{
    /// <summary>KADID-10k's images have 512 × 384 pixels. The published patch and block sizes are scaled so that they cover the same share of any image.</summary>
    private const double KadidPixels = 512 * 384;

    /// <summary>Samples each pixel at a random offset, with bilinear interpolation.</summary>
    public static Image Jitter(Image image, double deviation, RandomStream random)
    {
        var (width, height) = (image.Width, image.Height);
        var source = image.Pixels;
        var rgb = GC.AllocateUninitializedArray<byte>(source.Length);
        for (int i = 0, at = 0; at < rgb.Length; i++, at += 3)
        {
            var x = Math.Clamp((i % width) + (deviation * random.NextNormal()), 0, width - 1);
            var y = Math.Clamp((i / width) + (deviation * random.NextNormal()), 0, height - 1);
            var (left, top) = ((int)x, (int)y);
            var (right, below) = (x - left, y - top);
            var (stepX, stepY) = (left + 1 < width ? 3 : 0, top + 1 < height ? 3 * width : 0);
            for (var channel = 0; channel < 3; channel++)
            {
                var from = (((top * width) + left) * 3) + channel;
                rgb[at + channel] = ByteSample.Saturate(
                    ((((1 - right) * source[from]) + (right * source[from + stepX])) * (1 - below))
                    + ((((1 - right) * source[from + stepY]) + (right * source[from + stepX + stepY])) * below));
            }
        }

        return new Image(width, height, rgb);
    }

    /// <summary>Copies patches to a position next to their own (non-eccentricity pattern noise, after Ponomarenko et al., TID2008).</summary>
    public static Image DisplacePatches(Image image, double count, RandomStream random)
    {
        var side = Scaled(16, image);
        var rgb = image.Pixels.ToArray();
        for (var patch = 0; patch < count; patch++)
        {
            var (x, y) = RandomCorner(image, side, random);
            var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
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

    /// <summary>Covers the image with squares of random colours.</summary>
    public static Image AddColourBlocks(Image image, double count, RandomStream random)
    {
        var side = Scaled(32, image);
        var blocks = Enumerable.Range(0, (int)count)
            .Select(_ => (Corner: RandomCorner(image, side, random), Colour: new[] { (byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256) }))
            .ToList();
        var rgb = image.Pixels.ToArray();

        // The first square is drawn last: an additional one at a higher level then only ever covers image, never an earlier square.
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

    /// <summary>Replaces each cell of a coarse grid by its mean colour.</summary>
    public static Image Pixelate(Image image, double scale, RandomStream random)
    {
        var source = image.Pixels;
        var (columns, rows) = (Math.Max(1, (int)Math.Round(image.Width * scale)), Math.Max(1, (int)Math.Round(image.Height * scale)));
        var (columnOf, rowOf) = (CellIndices(image.Width, columns), CellIndices(image.Height, rows));
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

    /// <summary>Exchanges pairs of blocks. The seed draws their side: an 8th, 16th or 32nd of KADID-10k's width.</summary>
    public static Image ShuffleBlocks(Image image, double share, RandomStream random)
    {
        var side = Scaled(16 << random.Next(3), image);
        var (blockWidth, blockHeight) = (Math.Min(side, image.Width), Math.Min(side, image.Height));
        var (columns, rows) = (image.Width / blockWidth, image.Height / blockHeight);
        var (left, top) = (image.Width % blockWidth / 2, image.Height % blockHeight / 2);
        var order = random.Permutation(columns * rows);
        var pairs = Math.Min(order.Length / 2, Math.Max(1, (int)Math.Round(share * order.Length / 2)));
        var rgb = image.Pixels.ToArray();
        for (var pair = 0; pair < pairs; pair++)
        {
            Copy(image, order[2 * pair], order[(2 * pair) + 1]);
            Copy(image, order[(2 * pair) + 1], order[2 * pair]);
        }

        return new Image(image.Width, image.Height, rgb);

        void Copy(Image source, int from, int to)
        {
            for (var y = 0; y < blockHeight; y++)
            {
                source.Pixels.Slice(At(from, y), blockWidth * 3).CopyTo(rgb.AsSpan(At(to, y)));
            }
        }

        int At(int block, int y) => (((top + (block / columns * blockHeight) + y) * image.Width) + left + (block % columns * blockWidth)) * 3;
    }

    /// <summary>For each pixel of a row or column, the index of its cell.</summary>
    private static int[] CellIndices(int length, int cells) => [.. Enumerable.Range(0, length).Select(at => (int)((long)at * cells / length))];

    /// <summary>A length in an image of KADID-10k's size, scaled to this one.</summary>
    public static int Scaled(int side, Image image) =>
        Math.Max(1, (int)Math.Round(side * Math.Sqrt((double)image.Width * image.Height / KadidPixels)));

    private static (int X, int Y) RandomCorner(Image image, int side, RandomStream random) =>
        (random.Next(Math.Max(1, image.Width - side + 1)), random.Next(Math.Max(1, image.Height - side + 1)));
}
