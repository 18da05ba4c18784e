namespace IqaSharp.Benchmarks;

/// <summary>Photographs of the sizes that benchmarks want, made of the samples.</summary>
internal static class Photographs
{
    /// <summary>A JPEG of quality 90 in a folder: the middle of samples/astronaut.png, enlarged where it is too small.</summary>
    public static string Jpeg(string folder, int width, int height)
    {
        var path = Path.Combine(folder, $"{width}x{height}.jpg");
        using var source = NetVips.Image.NewFromFile(Path.Combine(Root, "samples", "astronaut.png"));
        using var resized = source.ThumbnailImage(width, height, crop: NetVips.Enums.Interesting.Centre);
        resized.Jpegsave(path, q: 90);
        return path;
    }

    /// <summary>A JPEG of quality 90 in a folder: the samples side by side, again and again.</summary>
    public static string Mosaic(string folder, int width, int height)
    {
        var path = Path.Combine(folder, $"mosaic-{width}x{height}.jpg");
        var tiles = Names.Select(name => Tile(name, 512, 512)).ToArray();
        using var row = NetVips.Image.Arrayjoin(tiles);
        using var mosaic = row.Replicate((width / row.Width) + 1, (height / row.Height) + 1).Crop(0, 0, width, height);
        mosaic.Jpegsave(path, q: 90);
        Array.ForEach(tiles, tile => tile.Dispose());
        return path;
    }

    /// <summary>One of many different JPEGs of quality 90 in a folder: a part of a sample, enlarged.</summary>
    public static string Crop(string folder, int index, int width, int height)
    {
        var path = Path.Combine(folder, $"crop-{index}-{width}x{height}.jpg");
        using var tile = Tile(Names[index % Names.Length], width + (8 * (index + 1)), height + (8 * (index + 1)));
        using var part = tile.Crop(index, index, width, height);
        part.Jpegsave(path, q: 90);
        return path;
    }

    private static string[] Names => ["astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg"];

    private static NetVips.Image Tile(string name, int width, int height)
    {
        using var source = NetVips.Image.NewFromFile(Path.Combine(Root, "samples", name));
        return source.ThumbnailImage(width, height, crop: NetVips.Enums.Interesting.Centre);
    }

    /// <summary>The folder of the checkout.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "samples")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("samples/ is not above the benchmark's folder");
    }
}
