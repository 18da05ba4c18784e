using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>A rectangle within an image, or the ellipse in it, that damage is confined to.</summary>
internal readonly record struct Region(int Left, int Top, int Width, int Height)
{
    /// <summary>The margin of an ellipse in which damage fades out: a share of its radius.</summary>
    private const float Feather = 0.2f;

    /// <summary>A region at a random place. With the same random numbers, a larger share contains a smaller one.</summary>
    /// <param name="image">The image.</param>
    /// <param name="share">Of the image's area: 0 to 0.5.</param>
    /// <param name="random">Draws place and shape.</param>
    public static Region Draw(Image image, double share, RandomStream random)
    {
        var stretch = 0.75 + (0.5 * random.NextDouble());
        var (width, height) = (Part(image.Width, Math.Sqrt(share) * stretch), Part(image.Height, Math.Sqrt(share) / stretch));
        return new Region(
            (int)Math.Round(random.NextDouble() * (image.Width - width)),
            (int)Math.Round(random.NextDouble() * (image.Height - height)),
            width,
            height);
    }

    /// <summary>The weight of damage at a pixel of the ellipse: 1 inside, 0 from its border on.</summary>
    /// <param name="x">From the region's left.</param>
    /// <param name="y">From the region's top.</param>
    public float EllipseWeight(int x, int y)
    {
        var (dx, dy) = ((((2 * x) + 1f) / Width) - 1, (((2 * y) + 1f) / Height) - 1);
        return Math.Clamp((1 - MathF.Sqrt((dx * dx) + (dy * dy))) / Feather, 0, 1);
    }

    /// <summary>The image with this part of it damaged.</summary>
    /// <param name="image">The image.</param>
    /// <param name="elliptic">Whether only the ellipse is damaged, and fades into the rest.</param>
    /// <param name="damage">Damages the part; its size stays.</param>
    public Image Damage(Image image, bool elliptic, Func<Image, Image> damage)
    {
        var rgb = image.Pixels.ToArray();
        var part = new byte[checked(Width * Height * 3)];
        for (var y = 0; y < Height; y++)
        {
            image.Pixels.Slice(Start(image, y), Width * 3).CopyTo(part.AsSpan(y * Width * 3));
        }

        var damaged = damage(new Image(Width, Height, part)).Pixels;
        for (var y = 0; y < Height; y++)
        {
            var from = damaged.Slice(y * Width * 3, Width * 3);
            var to = rgb.AsSpan(Start(image, y), Width * 3);
            if (!elliptic)
            {
                from.CopyTo(to);
                continue;
            }

            for (var i = 0; i < to.Length; i += 3)
            {
                var weight = EllipseWeight(i / 3, y);
                for (var channel = i; channel < i + 3; channel++)
                {
                    to[channel] = ByteSample.Saturate(to[channel] + (weight * (from[channel] - to[channel])));
                }
            }
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>The index in the image of the first sample of one of the region's rows.</summary>
    public int Start(Image image, int y) => (((Top + y) * image.Width) + Left) * 3;

    private static int Part(int length, double share) => Math.Clamp((int)Math.Round(length * share), 1, length);
}
