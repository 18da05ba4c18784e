namespace IqaSharp.Benchmarks;

/// <summary>Photographs of the sizes that benchmarks want, made of the samples.</summary>
internal static class Photographs
{
    /// <summary>A JPEG of quality 90 in a folder: the middle of samples/astronaut.png, enlarged where it is too small.</summary>
    public static string Jpeg(string folder, int width, int height)
    {
        var path = Path.Combine(folder, $"{width}x{height}.jpg");
        using var source = NetVips.Image.NewFromFile(Path.Combine(Samples(), "astronaut.png"));
        using var resized = source.ThumbnailImage(width, height, crop: NetVips.Enums.Interesting.Centre);
        resized.Jpegsave(path, q: 90);
        return path;
    }

    private static string Samples()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var samples = Path.Combine(folder, "samples");
            if (Directory.Exists(samples))
            {
                return samples;
            }
        }

        throw new DirectoryNotFoundException("samples/ is not above the benchmark's folder");
    }
}
