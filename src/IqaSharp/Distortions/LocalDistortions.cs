using IqaSharp.Imaging;
using IqaSharp.Imaging.Decoding;

namespace IqaSharp.Distortions;

/// <summary>Distortions of one region of the image; the seed draws its place, its shape and how strong the damage in it is.</summary>
internal static class LocalDistortions
{
    private const int TileSide = 64;

    /// <summary>Gaussian blur, σ 1.5 to 6 pixels.</summary>
    public static Image Blur(Image image, double share, RandomStream random)
    {
        var (deviation, elliptic) = (1.5 + (4.5 * random.NextDouble()), random.Next(2) == 0);
        return Region.Draw(image, share, random).Damage(image, elliptic, part => Blurs.Gaussian(part, deviation, random));
    }

    /// <summary>White noise, grey or coloured, σ 15 to 50 of 255.</summary>
    public static Image AddNoise(Image image, double share, RandomStream random)
    {
        var deviation = 15 + (35 * random.NextDouble());
        var (elliptic, coloured) = (random.Next(2) == 0, random.Next(2) == 0);
        var region = Region.Draw(image, share, random);
        var rgb = image.Pixels.ToArray();
        for (var y = 0; y < region.Top + region.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                // Drawn for pixels outside too: a larger region then has the same noise where it covers a smaller one.
                var (red, green, blue) = (NearNormal(random), coloured ? NearNormal(random) : 0, coloured ? NearNormal(random) : 0);
                if (y >= region.Top && x >= region.Left && x < region.Left + region.Width)
                {
                    var strength = deviation * (elliptic ? region.EllipseWeight(x - region.Left, y - region.Top) : 1);
                    var at = ((y * image.Width) + x) * 3;
                    rgb[at] = ByteSample.Saturate(rgb[at] + (strength * red));
                    rgb[at + 1] = ByteSample.Saturate(rgb[at + 1] + (strength * (coloured ? green : red)));
                    rgb[at + 2] = ByteSample.Saturate(rgb[at + 2] + (strength * (coloured ? blue : red)));
                }
            }
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>JPEG of quality 2 to 10.</summary>
    public static Image Compress(Image image, double share, RandomStream random)
    {
        var quality = 2 + random.Next(9);
        var region = Region.Draw(image, share, random);
        region = region with { Width = Math.Min(region.Width, VipsEncoder.LongestJpegSide), Height = Math.Min(region.Height, VipsEncoder.LongestJpegSide) };
        return region.Damage(image, elliptic: false, part => Jpeg.Compress(part, quality, random));
    }

    /// <summary>An opaque box: black, white, of another colour, or a pattern of two colours or of many.</summary>
    public static Image Cover(Image image, double share, RandomStream random)
    {
        var fill = random.Next(6);
        byte[] first = fill == 0 ? [0, 0, 0] : fill == 1 ? [255, 255, 255] : Colour(random), second = Colour(random);
        var tile = new byte[TileSide * TileSide * 3];
        for (var i = 0; i < TileSide * TileSide; i++)
        {
            var (x, y) = (i % TileSide, i / TileSide);
            var colour = fill switch
            {
                3 => ((x ^ y) & 1) == 0 ? first : second, // checkers
                4 => ((x + y) & 2) == 0 ? first : second, // diagonal stripes
                5 => Colour(random),
                _ => first,
            };
            colour.CopyTo(tile, i * 3);
        }

        var cell = SpatialDistortions.Scaled(2 << random.Next(4), image);
        var region = Region.Draw(image, share, random);
        var rgb = image.Pixels.ToArray();
        for (var y = region.Top; y < region.Top + region.Height; y++)
        {
            var start = region.Start(image, y - region.Top);
            for (var x = 0; x < region.Width; x++)
            {
                // By its place in the image, so that a larger box has the same pattern.
                var from = ((y / cell % TileSide * TileSide) + ((region.Left + x) / cell % TileSide)) * 3;
                tile.AsSpan(from, 3).CopyTo(rgb.AsSpan(start + (x * 3)));
            }
        }

        return new Image(image.Width, image.Height, rgb);
    }

    private static byte[] Colour(RandomStream random) => [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)];

    /// <summary>The standardised sum of four uniform numbers of 16 bits: near enough to normal for noise, and much faster.</summary>
    private static double NearNormal(RandomStream random)
    {
        var bits = random.NextUInt64();
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65535.0) - 2) * 1.7320508075688772; // the variance of the sum is 4 / 12
    }
}
