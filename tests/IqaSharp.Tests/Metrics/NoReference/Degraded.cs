using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Metrics.NoReference;

/// <summary>Degraded photographs.</summary>
internal static class Degraded
{
    /// <summary>The undistorted photographs of samples/.</summary>
    public static TheoryData<string> Pristine => ["astronaut.png", "chelsea.png", "coffee.png"];

    /// <summary>A box blur of (2 · radius + 1)² pixels, done twice.</summary>
    public static Image Blur(Image image, int radius) => Box(Box(image, radius), radius);

    /// <summary>Gaussian noise on every channel.</summary>
    public static Image Noise(Image image, double deviation)
    {
        var random = new Random(1);
        var pixels = image.Pixels.ToArray();
        for (var i = 0; i < pixels.Length; i++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            pixels[i] = (byte)Math.Clamp(Math.Round(pixels[i] + (deviation * normal)), 0, 255);
        }

        return new Image(image.Width, image.Height, pixels);
    }

    /// <summary>An image of one colour.</summary>
    public static Image Flat(int width, int height, byte level) => new(width, height, [.. Enumerable.Repeat(level, width * height * 3)]);

    private static Image Box(Image image, int radius)
    {
        var result = new byte[image.Pixels.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var (x, y, channel) = (i / 3 % image.Width, i / 3 / image.Width, i % 3);
            var sum = 0;
            for (var dy = -radius; dy <= radius; dy++)
            {
                for (var dx = -radius; dx <= radius; dx++)
                {
                    var (column, row) = (Math.Clamp(x + dx, 0, image.Width - 1), Math.Clamp(y + dy, 0, image.Height - 1));
                    sum += image.Pixels[(((row * image.Width) + column) * 3) + channel];
                }
            }

            result[i] = (byte)(sum / ((2 * radius + 1) * (2 * radius + 1)));
        }

        return new Image(image.Width, image.Height, result);
    }
}
