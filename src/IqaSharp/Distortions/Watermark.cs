using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>A translucent mark over the image: a sign and letters, once or all over it. They are drawn by strokes, without a font.</summary>
internal static class Watermark
{
    /// <summary>The mark before it is turned and enlarged: cells of letters, and a margin around all.</summary>
    private const int LetterWidth = 24, LetterHeight = 32, Margin = 8, Letters = 7;

    private const int Width = LetterHeight + (Letters * LetterWidth) + (3 * Margin), Height = LetterHeight + (2 * Margin);

    private const float HalfStroke = 2;

    /// <summary>Ends of the strokes that a letter may have: those of a display of fourteen segments, in units of half a letter.</summary>
    private static readonly (int X1, int Y1, int X2, int Y2)[] Strokes =
    [
        (0, 0, 2, 0), (0, 2, 2, 2), (0, 4, 2, 4), (0, 0, 0, 2), (0, 2, 0, 4), (2, 0, 2, 2), (2, 2, 2, 4),
        (1, 0, 1, 2), (1, 2, 1, 4), (0, 0, 1, 2), (2, 0, 1, 2), (1, 2, 0, 4), (1, 2, 2, 4),
    ];

    public static Image Overlay(Image image, double opacity, RandomStream random)
    {
        var mark = Draw(random);
        var (repeated, ink) = (random.Next(2) == 0, random.Next(4));
        byte[] colour = ink < 2 ? [255, 255, 255] : ink == 2 ? [0, 0, 0] : [(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)];
        var (sine, cosine) = Math.SinCos(Math.PI * (random.NextDouble() - 0.5) / (repeated ? 2 : 6));
        var size = repeated ? 0.2 + (0.3 * random.NextDouble()) : 0.5 + (0.5 * random.NextDouble());

        // One that is not repeated lies around the middle of the image or a little away from it.
        var (midX, midY) = ((0.3 + (0.4 * random.NextDouble())) * image.Width, (0.2 + (0.6 * random.NextDouble())) * image.Height);
        var scale = Width / (size * Math.Max(image.Width, image.Height));
        var rgb = image.Pixels.ToArray();
        var (stepU, stepV) = (scale * cosine, -scale * sine);
        for (int y = 0, at = 0; y < image.Height; y++)
        {
            var (dx, dy) = ((0.5 - midX) * scale, (y + 0.5 - midY) * scale);
            var (startU, startV) = ((dx * cosine) + (dy * sine) + (Width / 2), (dy * cosine) - (dx * sine) + (Height / 2));
            for (var x = 0; x < image.Width; x++, at += 3)
            {
                var (u, v) = (startU + (x * stepU), startV + (x * stepV));
                if (repeated)
                {
                    // Rows of marks are displaced against each other, as bricks are.
                    var row = Math.Floor(v / Height);
                    (u, v) = (u + (0.4 * Width * row), v - (row * Height));
                    u -= Math.Floor(u / Width) * Width;
                }

                if (u >= Margin && v >= Margin && u < Width - Margin && v < Height - Margin && Sample(mark, (float)u - 0.5f, (float)v - 0.5f) is > 0 and var cover)
                {
                    var weight = opacity * cover;
                    rgb[at] = ByteSample.Saturate(rgb[at] + (weight * (colour[0] - rgb[at])));
                    rgb[at + 1] = ByteSample.Saturate(rgb[at + 1] + (weight * (colour[1] - rgb[at + 1])));
                    rgb[at + 2] = ByteSample.Saturate(rgb[at + 2] + (weight * (colour[2] - rgb[at + 2])));
                }
            }
        }

        return new Image(image.Width, image.Height, rgb);
    }

    /// <summary>A ring with a random figure in it, then letters.</summary>
    /// <returns>[height, width], 0–1: how much of a pixel the mark covers.</returns>
    private static float[] Draw(RandomStream random)
    {
        var mark = new float[Height * Width];
        var radius = (LetterHeight / 2) - HalfStroke;
        Ink(mark, Margin, LetterHeight, (x, y) => Math.Abs(MathF.Sqrt(((x - 16) * (x - 16)) + ((y - 16) * (y - 16))) - radius));
        Letter(mark, Margin + ((LetterHeight - LetterWidth) / 2), 0.6f, random);
        for (var letter = 0; letter < Letters; letter++)
        {
            Letter(mark, (2 * Margin) + LetterHeight + (letter * LetterWidth), 1, random);
        }

        return mark;
    }

    private static void Letter(float[] mark, int left, float size, RandomStream random)
    {
        var (unitX, unitY) = (size * (LetterWidth - 10) / 2f, size * (LetterHeight - 4) / 4f);
        foreach (var stroke in random.Permutation(Strokes.Length).Take(4 + random.Next(2)).Select(i => Strokes[i]))
        {
            var (startX, startY) = ((LetterWidth / 2f) + ((stroke.X1 - 1) * unitX), (LetterHeight / 2f) + ((stroke.Y1 - 2) * unitY));
            var (alongX, alongY) = ((stroke.X2 - stroke.X1) * unitX, (stroke.Y2 - stroke.Y1) * unitY);
            Ink(mark, left, LetterWidth, (x, y) =>
            {
                var along = Math.Clamp((((x - startX) * alongX) + ((y - startY) * alongY)) / ((alongX * alongX) + (alongY * alongY)), 0, 1);
                var (dx, dy) = (x - startX - (along * alongX), y - startY - (along * alongY));
                return MathF.Sqrt((dx * dx) + (dy * dy));
            });
        }
    }

    /// <summary>Inks the pixels of a cell that lie near a line.</summary>
    private static void Ink(float[] mark, int left, int width, Func<float, float, float> distance)
    {
        for (var y = 0; y < LetterHeight; y++)
        {
            for (var x = 0; x < width; x++)
            {
                ref var ink = ref mark[((Margin + y) * Width) + left + x];
                ink = Math.Max(ink, Math.Clamp(HalfStroke + 0.5f - distance(x + 0.5f, y + 0.5f), 0, 1));
            }
        }
    }

    /// <summary>Bilinear interpolation; the margin has no ink.</summary>
    private static float Sample(float[] mark, float u, float v)
    {
        var (x, y) = ((int)u, (int)v);
        var (right, below) = (u - x, v - y);
        var cell = mark.AsSpan((y * Width) + x, Width + 2);
        var (top, bottom) = (cell[0] + (right * (cell[1] - cell[0])), cell[Width] + (right * (cell[Width + 1] - cell[Width])));
        return top + (below * (bottom - top));
    }
}
