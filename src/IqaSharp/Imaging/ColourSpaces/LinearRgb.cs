namespace IqaSharp.Imaging.ColourSpaces;

/// <summary>An image in linear light: the curve of sRGB undone, black 0, white 1. In double precision, because metrics subtract nearly equal squares of it.</summary>
internal sealed class LinearRgb
{
    private static readonly double[] Levels = Table(256);
    private static readonly Lazy<double[]> WideLevels = new(() => Table(65536));

    private readonly Image _image;
    private readonly double _background;

    private LinearRgb(Image image, double background) => (_image, _background) = (image, background);

    public int Width => _image.Width;

    public int Height => _image.Height;

    /// <summary>An opaque image as it is, a transparent one on each of two backgrounds.</summary>
    /// <param name="image">The image.</param>
    /// <param name="dark">A grey, encoded, 0–1; colours are blended in encoded values too.</param>
    /// <param name="bright">Another one.</param>
    public static IEnumerable<LinearRgb> Of(Image image, double dark, double bright) =>
        image.Rgba is null ? [new(image, 0)] : [new(image, dark), new(image, bright)];

    /// <summary>One row.</summary>
    /// <param name="y">Its number.</param>
    /// <param name="red">[width] or longer, as the other two.</param>
    /// <param name="green">Green.</param>
    /// <param name="blue">Blue.</param>
    public void Row(int y, Span<double> red, Span<double> green, Span<double> blue)
    {
        var (start, length) = (3 * y * Width, 3 * Width);
        var pixels = _image.Pixels.Slice(start, length);
        if (_image.Rgba is { } rgba)
        {
            Blend(rgba.AsSpan(4 * y * Width, 4 * Width), red, green, blue);
        }
        else if (_image.BitsPerSample == 8)
        {
            var levels = Levels;
            for (var x = 0; x < Width; x++)
            {
                red[x] = levels[pixels[3 * x]];
                green[x] = levels[pixels[(3 * x) + 1]];
                blue[x] = levels[pixels[(3 * x) + 2]];
            }
        }
        else
        {
            var low = _image.LowBytes.Slice(start, length);
            var levels = WideLevels.Value;
            for (var x = 0; x < Width; x++)
            {
                red[x] = levels[(pixels[3 * x] << 8) | low[3 * x]];
                green[x] = levels[(pixels[(3 * x) + 1] << 8) | low[(3 * x) + 1]];
                blue[x] = levels[(pixels[(3 * x) + 2] << 8) | low[(3 * x) + 2]];
            }
        }
    }

    private void Blend(ReadOnlySpan<byte> rgba, Span<double> red, Span<double> green, Span<double> blue)
    {
        for (var x = 0; x < Width; x++)
        {
            var opacity = rgba[(4 * x) + 3] / 255.0;
            red[x] = On(rgba[4 * x], opacity);
            green[x] = On(rgba[(4 * x) + 1], opacity);
            blue[x] = On(rgba[(4 * x) + 2], opacity);
        }
    }

    private double On(byte level, double opacity) => opacity == 1 ? Levels[level] : Linear((opacity * (level / 255.0)) + ((1 - opacity) * _background));

    private static double[] Table(int levels) => [.. Enumerable.Range(0, levels).Select(level => Linear(level / (levels - 1.0)))];

    /// <summary>IEC 61966-2-1: linear light of an encoded value, both 0–1.</summary>
    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
}
