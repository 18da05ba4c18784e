using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>The kinds of BMP that data sets and old programs use, each built in code: an image of 3×2 pixels.</summary>
public class BmpTests
{
    // Red, green, blue; white, black, orange. All are exact in 5 bits.
    private static readonly byte[] Picture = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 132, 0];

    private static readonly byte[] Masks = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0];

    [Theory, InlineData(true), InlineData(false)]
    public void Rows_of_24_bits_may_be_in_either_order(bool topDown) => AssertPicture(Hostile.Bmp(3, Height(topDown), 24, Rows(3, topDown)));

    /// <summary>The fourth byte means nothing under BI_RGB (Windows SDK, BITMAPINFOHEADER).</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(false, 128)]
    [InlineData(false, 255)]
    public void Rows_of_32_bits_are_opaque_whatever_the_fourth_byte(bool topDown, byte fourth) =>
        AssertPicture(Hostile.Bmp(3, Height(topDown), 32, Rows(4, topDown, fourth)));

    [Fact]
    public void Bit_fields_without_opacity_are_opaque() =>
        AssertPicture(Hostile.Bmp(3, 2, 32, Rows(4, false), compression: 3, moreHeader: Masks));

    /// <summary>An image that is transparent everywhere counts as opaque, as in browsers: the program did not set the fourth byte.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Bit_fields_with_uniform_opacity_of_0_or_255_are_opaque(byte fourth) =>
        AssertPicture(Hostile.Bmp(3, 2, 32, Rows(4, false, fourth), compression: 3, moreHeader: V4()));

    [Fact]
    public void Opacity_is_composited_on_white()
    {
        var image = Image.Load(Hostile.Bmp(3, 2, 32, Rows(4, false, 128), compression: 3, moreHeader: V4()));
        Assert.Equal(Picture.Select(v => Math.Round(((v * 128.0) + (255 * 127)) / 255)), image.Pixels.ToArray().Select(v => (double)v));
    }

    /// <summary>5 bits are scaled to 8: 16 of 31 is 132.</summary>
    [Fact]
    public void Rows_of_16_bits_have_5_bits_per_channel()
    {
        var rows = Words([0x7FFF, 0, 0x7E00], [0x7C00, 0x3E0, 0x1F]);
        AssertPicture(Hostile.Bmp(3, 2, 16, rows));
    }

    [Fact]
    public void A_palette_of_8_bits() => AssertPicture(Hostile.Bmp(3, 2, 8, [3, 4, 5, 0, 0, 1, 2, 0], palette: Palette()));

    [Fact]
    public void A_palette_of_4_bits() => AssertPicture(Hostile.Bmp(3, 2, 4, [0x34, 0x50, 0, 0, 0x01, 0x20, 0, 0], palette: Palette()));

    [Fact]
    public void A_palette_of_1_bit()
    {
        var image = Image.Load(Hostile.Bmp(3, -1, 1, [0b10100000, 0, 0, 0], palette: Palette()[..8]));
        Assert.Equal((byte[])[0, 255, 0, 255, 0, 0, 0, 255, 0], image.Pixels);
    }

    [Fact]
    public void Run_lengths_of_8_bits() =>
        AssertPicture(Hostile.Bmp(3, 2, 8, [1, 3, 1, 4, 1, 5, 0, 0, 0, 3, 0, 1, 2, 0, 0, 0, 0, 1], compression: 1, palette: Palette()));

    [Fact]
    public void Run_lengths_of_4_bits() =>
        AssertPicture(Hostile.Bmp(3, 2, 4, [2, 0x34, 1, 0x50, 0, 0, 2, 0x01, 1, 0x20, 0, 0, 0, 1], compression: 2, palette: Palette()));

    [Theory]
    [InlineData(20000, 20000)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(-5, 5)]
    [InlineData(5, int.MinValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_size_that_makes_no_sense_is_bad_input(int width, int height) =>
        Assert.Throws<BadImageException>(() => Image.Load(Hostile.Bmp(width, height, 24, new byte[100])));

    private static int Height(bool topDown) => topDown ? -2 : 2;

    private static byte[] V4() => [.. Masks, 0, 0, 0, 255, .. "BGRs"u8, .. new byte[48]];

    private static byte[] Palette() => [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 0, 132, 255, 0];

    private static byte[] Words(params ushort[][] rows) =>
        [.. rows.SelectMany(row => (byte[])[.. row.SelectMany(BitConverter.GetBytes), 0, 0])];

    private static byte[] Rows(int bytesPerPixel, bool topDown, byte fourth = 0)
    {
        var rows = Picture.Chunk(9).Select(row => row.Chunk(3).SelectMany(p => ((byte[])[p[2], p[1], p[0], fourth])[..bytesPerPixel]))
            .Select(row => bytesPerPixel == 3 ? row.Concat((byte[])[0, 0, 0]) : row);
        return [.. (topDown ? rows : rows.Reverse()).SelectMany(row => row)];
    }

    private static void AssertPicture(byte[] file)
    {
        var image = Image.Load(file);
        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal(Picture, image.Pixels);
    }
}
