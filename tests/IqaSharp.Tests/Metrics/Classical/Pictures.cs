using IqaSharp.Imaging;

namespace IqaSharp.Tests.Metrics.Classical;

/// <summary>Pictures that are hard for arithmetic: flat, nearly flat, dark, bright, text on a page, and photographs; and copies of them with a few changed pixels.</summary>
internal static class Pictures
{
    private const int Width = 179;
    private const int Height = 165;

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, Func<Image>> All { get; } = new Dictionary<string, Func<Image>>
    {
        ["black"] = () => Flat(0),
        ["flat 1"] = () => Flat(1),
        ["flat 128"] = () => Flat(128),
        ["flat 175"] = () => Flat(175),
        ["flat 250"] = () => Flat(250),
        ["white"] = () => Flat(255),
        ["flat colour"] = () => Of((_, _, channel) => 40 + (90 * channel)),
        ["dark"] = () => Noise(0, 4, grey: false),
        ["bright"] = () => Noise(250, 256, grey: false),
        ["grey noise"] = () => Noise(0, 256, grey: true),
        ["colour noise"] = () => Noise(0, 256, grey: false),
        ["a dot on white"] = () => Of((x, y, _) => x == 90 && y == 80 ? 0 : 255),
        ["page"] = () => Page(250, 20),
        ["inverted page"] = () => Page(3, 240),
        ["checks"] = () => Of((x, y, _) => (x + y) % 2 * 255),
        ["ramp"] = () => Of((x, y, _) => (x + y) / 2),
        ["photograph"] = () => Cut("coffee.png", 200, 120),
        ["dark photograph"] = () => Map(Cut("chelsea.png", 120, 60), level => level / 24),
        ["bright photograph"] = () => Map(Cut("chelsea.png", 120, 60), level => 245 + (level / 26)),
        ["grey photograph"] = () => Grey(Cut("chelsea.png", 120, 60)),
    };

    /// <summary>Changes of a copy: of one pixel, of a few, of a line, of all by one level.</summary>
    public static IReadOnlyDictionary<string, Func<Image, Image>> Changes { get; } = new Dictionary<string, Func<Image, Image>>
    {
        ["one pixel by one level"] = image => Change(image, [(image.Width / 2, image.Height / 2)], level => level + (level < 255 ? 1 : -1)),
        ["one pixel inverted"] = image => Change(image, [(image.Width / 2, image.Height / 2)], level => 255 - level),
        ["a corner inverted"] = image => Change(image, [(0, 0)], level => 255 - level),
        ["ten pixels inverted"] = image => Change(image, Scattered(image, 10), level => 255 - level),
        ["ten pixels a little brighter"] = image => Change(image, Scattered(image, 10), level => level + 3),
        ["a block a little darker"] = image => Change(image, [.. from y in Enumerable.Range(image.Height / 3, 3) from x in Enumerable.Range(image.Width / 3, 3) select (x, y)], level => level - 5),
        ["a line inverted"] = image => Change(image, [.. Enumerable.Range(0, image.Width).Select(x => (x, image.Height / 2))], level => 255 - level),
        ["all brighter by one"] = image => Map(image, level => level + 1),
        ["noise of one level"] = image => Noisy(image, 1),
        ["noise of eight levels"] = image => Noisy(image, 8),
    };

    /// <summary>One level everywhere.</summary>
    public static Image Flat(int level) => Of((_, _, _) => level);

    /// <summary>The upper left part of an image.</summary>
    public static Image Cut(Image image, int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, height).SelectMany(y => image.Pixels.Slice(3 * image.Width * y, 3 * width).ToArray())]);

    private static Image Of(Func<int, int, int, int> level) =>
        new(Width, Height, [.. from y in Enumerable.Range(0, Height) from x in Enumerable.Range(0, Width) from channel in Enumerable.Range(0, 3) select (byte)level(x, y, channel)]);

    private static Image Noise(int from, int to, bool grey)
    {
        var random = new Random(1);
        var levels = Enumerable.Range(0, Width * Height * 3).Select(_ => random.Next(from, to)).ToArray();
        return Of((x, y, channel) => levels[(3 * ((y * Width) + x)) + (grey ? 0 : channel)]);
    }

    /// <summary>Lines of strokes of pseudo-random length on a page.</summary>
    private static Image Page(int paper, int ink) =>
        Of((x, y, _) => x is >= 20 and < 150 && y is >= 15 and < 140 && y % 14 < 8 && ((x * 7) + (y / 14 * 5) + (x / 9 * 3)) % 11 < 3 ? ink : paper);

    private static Image Cut(string sample, int left, int top)
    {
        var image = Image.Load(Repository.Sample(sample));
        return new(Width, Height, [.. Enumerable.Range(top, Height).SelectMany(y => image.Pixels.Slice(3 * ((image.Width * y) + left), 3 * Width).ToArray())]);
    }

    private static Image Map(Image image, Func<int, int> map) => new(image.Width, image.Height, [.. image.Pixels.ToArray().Select(level => (byte)Math.Clamp(map(level), 0, 255))]);

    private static Image Grey(Image image) =>
        new(image.Width, image.Height, [.. Enumerable.Range(0, image.Width * image.Height).SelectMany(i => Enumerable.Repeat(image.Pixels[(3 * i) + 1], 3))]);

    private static Image Noisy(Image image, int levels)
    {
        var random = new Random(2);
        return Map(image, level => level + random.Next(-levels, levels + 1));
    }

    private static (int X, int Y)[] Scattered(Image image, int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => (random.Next(image.Width), random.Next(image.Height)))];
    }

    private static Image Change(Image image, (int X, int Y)[] pixels, Func<int, int> change)
    {
        var levels = image.Pixels.ToArray();
        foreach (var (x, y) in pixels.Where(pixel => pixel.X < image.Width && pixel.Y < image.Height))
        {
            for (var at = 3 * ((y * image.Width) + x); at < 3 * ((y * image.Width) + x + 1); at++)
            {
                levels[at] = (byte)Math.Clamp(change(levels[at]), 0, 255);
            }
        }

        return new(image.Width, image.Height, levels);
    }
}
