using System.Text;
using CsCheck;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>Any input gives an image or a <see cref="BadImageException"/>.</summary>
public class ImagePropertyTests
{
    private static readonly DecodeOptions Small = new() { MaxPixels = 1 << 20 };

    private static readonly byte[][] Magic =
    [
        [0xFF, 0xD8, 0xFF], [0x89, .. "PNG\r\n\x1a\n"u8], [.. "GIF89a"u8], [.. "RIFF\x40\0\0\0WEBPVP8 "u8], [.. "RIFF\x40\0\0\0WEBPVP8L"u8],
        [.. "II*\0\x8\0\0\0"u8], [.. "MM\0*\0\0\0\x8"u8], [.. "II+\0\x8\0\0\0\x10\0\0\0\0\0\0\0"u8], [.. "\0\0\0\x18ftypavif\0\0\0\0avifmif1"u8],
        [.. "BM"u8, .. new byte[12], 40, 0, 0, 0], [.. "BM"u8, .. new byte[12], 108, 0, 0, 0], [.. "BM"u8, .. new byte[12], 12, 0, 0, 0], [],
    ];

    [Fact]
    public void Anything_after_a_magic_number_is_an_image_or_bad() =>
        Gen.Select(OneOf(Magic), Gen.Byte.Array[0, 600]).Sample((magic, rest) => ImageOrBad([.. magic, .. rest]), iter: 2000);

    [Fact]
    public void Damaged_images_are_images_or_bad()
    {
        var files = Fixture.Names().Select(Fixture.Bytes).ToArray();
        Gen.Select(OneOf(files), Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte).Array[1, 8], Gen.Int[0, 3]).Sample(
            (file, changes, cut) =>
            {
                var damaged = file.ToArray();
                foreach (var (at, value) in changes)
                {
                    // Half of the changes are in the header, where they matter most.
                    damaged[at % 2 == 0 ? at % Math.Min(64, damaged.Length) : at % damaged.Length] = value;
                }

                return ImageOrBad(cut == 0 ? damaged[..(changes[0].Item1 % damaged.Length)] : damaged);
            },
            iter: 3000);
    }

    [Fact]
    public void Decoding_is_thread_safe()
    {
        var names = Fixture.Names().ToArray();
        var expected = names.Select(name => Image.Load(Fixture.PathOf(name)).Pixels.ToArray()).ToArray();
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Assert.Equal(expected[i % names.Length], Image.Load(Fixture.PathOf(names[i % names.Length])).Pixels));
    }

    /// <summary>libvips has one error log for all threads: an error must not be reported for another thread's file.</summary>
    [Fact]
    public void Errors_belong_to_their_file()
    {
        var cut = Fixture.Names().Where(name => name.StartsWith("baseline", StringComparison.Ordinal) || name.EndsWith(".webp", StringComparison.Ordinal) || name == "rgb.png")
            .Select(name => Fixture.Bytes(name)[..^100]).ToArray();
        string Reason(int i) => Assert.Throws<BadImageException>(() => Image.Load(cut[i % cut.Length])).Reason;
        var expected = Enumerable.Range(0, cut.Length).Select(Reason).ToArray();
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => Assert.Equal(expected[i % cut.Length], Reason(i)));
    }

    /// <summary>libvips would take brackets in file names as options.</summary>
    [Theory]
    [InlineData("photo[page=1].jpg")]
    [InlineData("photo[shrink=8]")]
    [InlineData("фото 写真 🎞.jpg")]
    [InlineData("100% of 'it'; \"all\" $HOME #1 .txt")]
    [InlineData("-rf.jpg")]
    [InlineData("no extension")]
    public void File_names_have_no_special_characters(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && name.Contains('"', StringComparison.Ordinal), "Windows has no such names");
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, Fixture.Bytes("baseline-420.jpg"));
        Assert.Equal(Fixture.Expected("baseline-420.jpg"), Image.Load(path).Pixels);
        var bad = folder.Write(name, Encoding.UTF8.GetBytes("text"));
        Assert.Equal($"{bad}: not an image: the file is text", Assert.Throws<BadImageException>(() => Image.Load(bad)).Message);
    }

    [Fact]
    public void An_image_checks_its_array()
    {
        Assert.Throws<ArgumentException>(() => new Image(2, 2, new byte[11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(0, 2, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(2, -1, []));
        Assert.Throws<ArgumentException>(() => new Image(65536, 65536, []));
    }

    private static Gen<byte[]> OneOf(byte[][] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static bool ImageOrBad(byte[] file)
    {
        try
        {
            return Image.Load(file, "image", Small).Pixels.Length > 0;
        }
        catch (BadImageException e)
        {
            return !e.Message.Contains('\n', StringComparison.Ordinal);
        }
    }
}
