using IqaSharp.Imaging.Resampling;
using NetVips;
using Image = IqaSharp.Imaging.Image;
using VipsImage = NetVips.Image;

namespace IqaSharp.Tests.Restorations;

/// <summary>Photographs of samples/ and degraded versions of them, made by libvips and the framework, not by the code under test.</summary>
internal static class Photographs
{
    public static IEnumerable<string> Names { get; } = ["astronaut.png", "chelsea.png", "coffee.png", "coffee-blur.png", "coffee-q20.png", "rocket.jpg"];

    public static Image Load(string name) => Image.Load(Repository.Sample(name));

    public static Image Grey(int width, int height, byte level)
    {
        var pixels = new byte[width * height * 3];
        Array.Fill(pixels, level);
        return new(width, height, pixels);
    }

    public static Image Make(int width, int height, Func<int, int, double> level) => new(width, height,
    [
        .. from y in Enumerable.Range(0, height)
           from x in Enumerable.Range(0, width)
           from channel in Enumerable.Range(0, 3)
           select (byte)Math.Clamp(Math.Round(level(x, y)), 0, 255),
    ]);

    public static Image Noisy(Image image, double deviation)
    {
        var random = new Random(1);
        return Change(image, level => level + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
    }

    public static Image SaltAndPepper(Image image, double share)
    {
        var random = new Random(1);
        return Change(image, level => random.NextDouble() < share ? random.Next(2) * 255 : level);
    }

    public static Image Blurred(Image image, double sigma)
    {
        using var vips = Vips(image);
        using var blurred = vips.Gaussblur(sigma, minAmpl: 0.01, precision: Enums.Precision.Float);
        return Rounded(blurred);
    }

    public static Image OutOfFocus(Image image, double radius)
    {
        var reach = (int)Math.Ceiling(radius);
        var disc = (from y in Enumerable.Range(-reach, (2 * reach) + 1) select (from x in Enumerable.Range(-reach, (2 * reach) + 1) select (x * x) + (y * y) <= radius * radius ? 1.0 : 0).ToArray()).ToArray();
        using var vips = Vips(image);
        using var mask = VipsImage.NewFromArray(disc, scale: disc.Sum(row => row.Sum()));
        using var blurred = vips.Conv(mask, precision: Enums.Precision.Float);
        return Rounded(blurred);
    }

    public static Image Jpeg(Image image, int quality)
    {
        using var vips = Vips(image);
        return Image.Load(vips.JpegsaveBuffer(q: quality));
    }

    public static Image Halved(Image image) => PillowBicubic.Resize(image, image.Width / 2, image.Height / 2);

    public static double Psnr(Image expected, Image actual)
    {
        var sum = 0.0;
        for (var i = 0; i < expected.Pixels.Length; i++)
        {
            sum += Math.Pow(expected.Pixels[i] - actual.Pixels[i], 2);
        }

        return 10 * Math.Log10(255.0 * 255 * expected.Pixels.Length / sum);
    }

    /// <summary>The mean squared difference between horizontal neighbours, optionally over some columns only.</summary>
    public static double GradientEnergy(Image image, Func<int, bool>? columns = null)
    {
        var squares = from y in Enumerable.Range(0, image.Height)
                      from x in Enumerable.Range(1, image.Width - 1)
                      where columns is null || columns(x)
                      from channel in Enumerable.Range(0, 3)
                      select Math.Pow(image.Pixels[(((y * image.Width) + x) * 3) + channel] - image.Pixels[(((y * image.Width) + x - 1) * 3) + channel], 2);
        return squares.Average();
    }

    private static Image Change(Image image, Func<double, double> change) => new(image.Width, image.Height, [.. image.Pixels.ToArray().Select(level => (byte)Math.Clamp(Math.Round(change(level)), 0, 255))]);

    private static VipsImage Vips(Image image)
    {
        using var pixels = VipsImage.NewFromMemoryCopy<byte>(image.Pixels, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        return pixels.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static Image Rounded(VipsImage image)
    {
        using var rounded = image.Rint();
        using var bytes = rounded.Cast(Enums.BandFormat.Uchar);
        return new(image.Width, image.Height, bytes.WriteToMemory<byte>());
    }
}
