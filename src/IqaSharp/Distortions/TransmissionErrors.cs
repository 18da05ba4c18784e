using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>Damage as by lost or wrong bits in a compressed image or video. Macroblocks are 16×16 in an image of 512×384.</summary>
/// <remarks>Slices, segments and what becomes of each are drawn in one order, so that a higher level only adds damage.</remarks>
internal static class TransmissionErrors
{
    private const int Macroblock = 16;

    /// <summary>A decoder's picture of Y = Cb = Cr = 0, and of an empty frame.</summary>
    private static readonly byte[] Green = [0, 135, 0], Grey = [128, 128, 128], Black = [0, 0, 0];

    /// <summary>Slices of macroblocks are lost from some place to the end of their row: green, grey, black, or the row of pixels above repeated.</summary>
    public static Image LoseSlices(Image image, double share, RandomStream random)
    {
        var fill = random.Next(6) switch { 0 or 1 => Green, 2 => Grey, 3 => Black, _ => null };
        return Slices(image, share, random, (rgb, top, bottom) =>
        {
            var side = SpatialDistortions.Scaled(Macroblock, image);
            var left = Math.Min(image.Width - 1, (int)(random.NextDouble() * 0.75 * image.Width) / side * side);
            var above = image.Pixels.Slice(((Math.Max(0, top - 1) * image.Width) + left) * 3, (image.Width - left) * 3);
            for (var y = top; y < bottom; y++)
            {
                var row = rgb.AsSpan(((y * image.Width) + left) * 3, above.Length);
                if (fill is null)
                {
                    above.CopyTo(row);
                    continue;
                }

                for (var i = 0; i < row.Length; i += 3)
                {
                    fill.CopyTo(row[i..]);
                }
            }
        });
    }

    /// <summary>Rows of macroblocks are displaced sideways, and what leaves the image enters it on the other side.</summary>
    public static Image ShiftSlices(Image image, double share, RandomStream random) => Slices(image, share, random, (rgb, top, bottom) =>
    {
        var shift = (1 + random.Next(Math.Max(1, image.Width - 1))) % image.Width * 3;
        for (var y = top; y < bottom; y++)
        {
            var row = image.Pixels.Slice(y * image.Width * 3, image.Width * 3);
            row[shift..].CopyTo(rgb.AsSpan(y * image.Width * 3));
            row[..shift].CopyTo(rgb.AsSpan((((y + 1) * image.Width) * 3) - shift));
        }
    });

    /// <summary>A JPEG with wrong bits: from an error to the next restart marker brightness and colour are off, blocks are displaced, and some are waves.</summary>
    public static Image DamageScan(Image image, double share, RandomStream random)
    {
        var side = SpatialDistortions.Scaled(Macroblock, image);
        var (columns, rows) = ((image.Width + side - 1) / side, (image.Height + side - 1) / side);

        // A restart marker after one and a half rows.
        var length = Math.Max(1, 3 * columns / 2);
        var order = random.Permutation(((columns * rows) + length - 1) / length);
        var rgb = image.Pixels.ToArray();
        foreach (var segment in order.Take(Hit(share, order.Length)))
        {
            var (begin, end) = ((segment * length) + random.Next(Math.Max(1, length / 2)), Math.Min((segment + 1) * length, columns * rows));
            var displaced = random.Next(4);
            var (y, cb, cr) = (Offset(40, 50), Offset(10, 50), Offset(10, 50));
            double[] colour = [y + (1.402 * cr), y - (0.344136 * cb) - (0.714136 * cr), y + (1.772 * cb)];
            for (var block = begin; block < end; block++)
            {
                var (frequency, height, wave) = (random.Next(8), random.Next(4), random.Next(8) == 0 ? Offset(40, 60) : 0);
                var from = Math.Min(block + displaced, end - 1);
                CopyBlock(image, rgb, (from % columns * side, from / columns * side), (block % columns * side, block / columns * side), side, colour);
                if (wave != 0)
                {
                    AddWave(image, rgb, (block % columns * side, block / columns * side), side, (x, row) => wave * Math.Cos(Math.PI * ((frequency * (x + 0.5)) + (height * (row + 0.5))) / side));
                }
            }
        }

        return new Image(image.Width, image.Height, rgb);

        double Offset(int least, int range) => (random.Next(2) == 0 ? 1 : -1) * (least + (range * random.NextDouble()));
    }

    /// <summary>Copies a block with other brightness and colour.</summary>
    private static void CopyBlock(Image image, byte[] rgb, (int X, int Y) from, (int X, int Y) to, int side, double[] colour)
    {
        var source = image.Pixels;
        var width = Math.Min(side, image.Width - to.X);
        for (var y = 0; y < side && to.Y + y < image.Height; y++)
        {
            var row = source.Slice(Math.Min(from.Y + y, image.Height - 1) * image.Width * 3, image.Width * 3);
            var target = rgb.AsSpan((((to.Y + y) * image.Width) + to.X) * 3, width * 3);
            for (int x = 0, at = 0; at < target.Length; x++, at += 3)
            {
                var sample = row.Slice(Math.Min(from.X + x, image.Width - 1) * 3, 3);
                target[at] = ByteSample.Saturate(sample[0] + colour[0]);
                target[at + 1] = ByteSample.Saturate(sample[1] + colour[1]);
                target[at + 2] = ByteSample.Saturate(sample[2] + colour[2]);
            }
        }
    }

    private static void AddWave(Image image, byte[] rgb, (int X, int Y) to, int side, Func<int, int, double> wave)
    {
        for (var y = 0; y < side && to.Y + y < image.Height; y++)
        {
            for (var x = 0; x < side && to.X + x < image.Width; x++)
            {
                var luma = wave(x, y);
                foreach (ref var sample in rgb.AsSpan((((to.Y + y) * image.Width) + to.X + x) * 3, 3))
                {
                    sample = ByteSample.Saturate(sample + luma);
                }
            }
        }
    }

    /// <summary>Damages a share of the rows of macroblocks.</summary>
    private static Image Slices(Image image, double share, RandomStream random, Action<byte[], int, int> damage)
    {
        var side = SpatialDistortions.Scaled(Macroblock, image);
        var order = random.Permutation((image.Height + side - 1) / side);
        var rgb = image.Pixels.ToArray();
        foreach (var slice in order.Take(Hit(share, order.Length)))
        {
            damage(rgb, slice * side, Math.Min((slice + 1) * side, image.Height));
        }

        return new Image(image.Width, image.Height, rgb);
    }

    private static int Hit(double share, int count) => Math.Max(1, (int)Math.Round(share * count));
}
