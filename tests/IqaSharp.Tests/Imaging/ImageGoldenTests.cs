using System.Security.Cryptography;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>Every variant of every format against Pillow (Fixtures/README.md).</summary>
public class ImageGoldenTests
{
    /// <summary>The tolerance in steps of 255, where another version of LittleCMS rounds differently and where 10 bits are reduced to 8.</summary>
    private static int Tolerance(string name) => name switch
    {
        "p3-profile.jpg" or "p3-profile.png" or "p3-profile-alpha.png" or "grey-profile.jpg" or "cmyk-profile.jpg" => 2,
        "10bit.avif" => 2,
        _ => 0,
    };

    public static TheoryData<string> Names() => [.. Fixture.Names()];

    [Theory, MemberData(nameof(Names))]
    public void Decodes_as_pillow_does(string name)
    {
        var image = Image.Load(Fixture.PathOf(name));
        Assert.Equal(name.StartsWith("orientation-", StringComparison.Ordinal) && name[12] >= '5' ? (23, 33) : (33, 23), (image.Width, image.Height));
        Assert.InRange(Fixture.LargestDifference(Fixture.Expected(name), image), 0, Tolerance(name));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_stream_and_memory_decode_like_the_file(string name)
    {
        var expected = Image.Load(Fixture.PathOf(name)).Pixels;
        var bytes = Fixture.Bytes(name);
        Assert.Equal(expected, Image.Load(bytes).Pixels);
        Assert.Equal(expected, Image.Load(((byte[])[1, 2, .. bytes, 3]).AsMemory(2, bytes.Length)).Pixels);
        Assert.Equal(expected, Image.Load(new MemoryStream([1, 2, .. bytes]) { Position = 2 }).Pixels);
        using var pipe = new System.IO.Compression.GZipStream(new MemoryStream(Zip(bytes)), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal(expected, Image.Load(pipe).Pixels);
    }

    /// <summary>Pillow 9.4: hashlib.sha256(Image.open(path).convert("RGB").tobytes()).hexdigest()</summary>
    [Theory]
    [InlineData("astronaut.png", 512, 512, "a8c429c18afa7b0fd5673e598d73a21225d94c864a71bbb3885126fdecb41071")]
    [InlineData("chelsea.png", 451, 300, "416b729128bfb2c3d1eb69bf9b1734a796293abc17939267b2dc94f8a5784031")]
    [InlineData("coffee-blur.png", 600, 400, "d48663b9c02745ee1eb3a758ac6d807b5cdcdfde5cea98490a1bddc9c9012c04")]
    [InlineData("coffee-q20.png", 600, 400, "266f5c828287928ef04a6b8069b7c86ad932b225e4ee1a36e24a07d2675c4e2e")]
    [InlineData("coffee.png", 600, 400, "0ce2b51640b9c95f19617f03eabf40c3f0368589cc1ee1190b70966165ac184f")]
    public void Photographs_are_equal_to_pillow_bit_for_bit(string name, int width, int height, string sha256)
    {
        var image = Image.Load(Fixture.Sample(name));
        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(image.Pixels)));
    }

    /// <summary>rocket.jpg is Adobe RGB. Pillow 9.4: ImageCms.profileToProfile(image, its profile, createProfile("sRGB")), means and three pixels;
    /// unconverted, the mean of red is 52.3.</summary>
    [Fact]
    public void A_photograph_in_Adobe_RGB_is_converted()
    {
        var image = Image.Load(Fixture.Sample("rocket.jpg"));
        Assert.Equal((640, 427), (image.Width, image.Height));
        Assert.Equal(41.478, Mean(image, 0), 0.3);
        Assert.Equal(58.281, Mean(image, 1), 0.3);
        Assert.Equal(81.604, Mean(image, 2), 0.3);
        AssertPixel(image, 196, 386, [253, 156, 0]);
        AssertPixel(image, 34, 27, [1, 33, 63]);
        AssertPixel(image, 521, 91, [6, 33, 64]);
    }

    private static double Mean(Image image, int channel)
    {
        var sum = 0L;
        for (var i = channel; i < image.Pixels.Length; i += 3)
        {
            sum += image.Pixels[i];
        }

        return (double)sum / (image.Width * image.Height);
    }

    private static void AssertPixel(Image image, int x, int y, byte[] expected)
    {
        for (var c = 0; c < 3; c++)
        {
            Assert.InRange(image.Pixels[(((y * image.Width) + x) * 3) + c], expected[c] - 2, expected[c] + 2);
        }
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionMode.Compress))
        {
            zip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
