using System.Buffers.Binary;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>Rarer headers, masks and runs of BMP, and files that contradict themselves; each built in code.</summary>
public class BmpVariantTests
{
    private static readonly byte[] Palette = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0]; // red, green, blue, white
    private static readonly byte[] Red = [255, 0, 0], Green = [0, 255, 0], Blue = [0, 0, 255], White = [255, 255, 255], Black = [0, 0, 0];

    [Fact]
    public void OS2_core_header_has_16_bit_sides_and_palette_entries_of_3_bytes()
    {
        byte[] core = [12, 0, 0, 0, 3, 0, 1, 0, 1, 0, 8, 0];
        AssertPixels(Load(core, palette: [0, 0, 255, 0, 255, 0, 255, 0, 0, .. new byte[253 * 3]], pixels: [2, 1, 0, 0]), Blue, Green, Red);
    }

    [Fact]
    public void OS2_header_of_16_bytes_ends_after_the_bits_per_pixel() =>
        AssertPixels(Load([16, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0], palette: [], pixels: [0, 0, 255, 0]), Red);

    [Theory]
    [InlineData(52)]
    [InlineData(56)]
    [InlineData(108)]
    [InlineData(124)]
    public void Longer_headers_hold_the_masks(int size) =>
        AssertPixels(Load(Info(1, 1, 16, 3, size, 0, 0xF800, 0x7E0, 0x1F), palette: [], pixels: [0xE0, 0x07, 0, 0]), Green);

    [Theory]
    [InlineData(56)]
    [InlineData(124)]
    public void Opacity_of_longer_headers_is_composited_on_white(int size) =>
        AssertPixels(Load(Info(1, 1, 16, 3, size, 0, 0x7C00, 0x3E0, 0x1F, 0x8000), palette: [], pixels: [0x00, 0x7C, 0, 0, 0x00, 0xFC, 0, 0], height: 2), White, Red);

    /// <summary>6 bits are scaled to 0–255: 32 of 63 is 129.5, rounded to 130.</summary>
    [Fact]
    public void Green_of_6_bits() =>
        AssertPixels(Load(Info(1, 1, 16, 3, 52, 0, 0xF800, 0x7E0, 0x1F), palette: [], pixels: [0x00, 0x04, 0, 0]), [0, 130, 0]);

    [Fact]
    public void Channels_of_10_bits_keep_their_upper_8()
    {
        var pixel = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(pixel, (0x3FFu << 20) | (0x201u << 10) | 3);
        AssertPixels(Load(Info(1, 1, 32, 3, 52, 0, 0x3FF00000, 0xFFC00, 0x3FF), palette: [], pixels: pixel), [255, 128, 0]);
    }

    [Fact]
    public void A_palette_of_2_bits() => AssertPixels(Load(Info(4, 1, 2), Palette, pixels: [0b11100100, 0, 0, 0]), White, Blue, Green, Red);

    [Fact]
    public void An_index_beyond_the_palette_is_black() => AssertPixels(Load(Info(2, 1, 8, colours: 4), Palette, pixels: [200, 1, 0, 0]), Black, Green);

    /// <summary>A row is read in pieces of 16,384 pixels.</summary>
    [Theory]
    [InlineData(1, 40_001)]
    [InlineData(8, 16_385)]
    [InlineData(24, 16_384)]
    [InlineData(24, 40_001)]
    public void Long_rows(int bits, int width)
    {
        var pixels = new byte[((width * bits) + 31) / 32 * 4];
        var last = (width - 1) * bits / 8;
        pixels.AsSpan(last, Math.Max(1, bits / 8)).Fill(255);
        var palette = bits == 24 ? [] : (byte[])[.. new byte[(4 << bits) - 4], 255, 255, 255, 0];
        var image = Load(Info(width, 1, bits), palette, pixels);
        Assert.Equal(White, image.Pixels[^3..]);
        Assert.Equal(-1, image.Pixels[..(bits == 1 ? width / 8 * 8 * 3 : (width - 1) * 3)].IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Pixels_without_a_run_are_transparent() =>
        AssertPixels(Load(Runs(3), Palette, pixels: [1, 0, 0, 2, 1, 0, 1, 2, 0, 1]), Red, White, Blue);

    [Fact]
    public void A_run_may_exceed_its_row() => AssertPixels(Load(Runs(2), Palette, pixels: [9, 1, 0, 1]), Green, Green);

    [Theory]
    [InlineData(0, 4, 0, 0, 0, 0)] // four literal pixels in a row of three
    [InlineData(0, 2, 4, 0, 0, 1)] // a jump to the right
    [InlineData(0, 2, 0, 2, 0, 1)] // a jump past the last row
    public void Runs_that_leave_the_image_are_refused(params int[] runs) =>
        AssertBad("damaged BMP: its runs leave the image", File(Runs(3), Palette, [.. runs.Select(run => (byte)run)]));

    [Theory]
    [InlineData]
    [InlineData(3)]
    [InlineData(3, 1)]
    [InlineData(0, 3, 1)]
    [InlineData(0, 2, 1)]
    public void Runs_that_end_early_are_refused(params int[] runs) =>
        AssertBad("damaged or truncated BMP: it ends before its last row", File(Runs(3), Palette, [.. runs.Select(run => (byte)run)]));

    [Theory]
    [InlineData(0)]
    [InlineData(53)] // in the header
    [InlineData(69)] // in the palette
    public void Pixels_cannot_begin_inside_the_header(int offset) => AssertBad("damaged BMP: its header makes no sense", Offset(offset));

    [Theory]
    [InlineData(75)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void Pixels_cannot_begin_beyond_the_end(int offset) => AssertBad("damaged or truncated BMP: it ends before its last row", Offset(offset));

    [Fact]
    public void Masks_that_overlap_are_refused() =>
        AssertBad("damaged BMP: its header makes no sense", File(Info(1, 1, 16, 3, 52, 0, 0xF800, 0xFE0, 0x1F), [], [0, 0, 0, 0]));

    [Theory]
    [InlineData(24, 4)] // JPEG, or OS/2's runs
    [InlineData(0, 5)] // PNG
    [InlineData(3, 0)]
    [InlineData(4, 1)] // RLE8 of 4 bits
    [InlineData(8, 3)]
    public void Other_kinds_are_refused_by_name(int bits, int compression) =>
        AssertBad($"a BMP of {bits} bits per pixel and compression {compression}, which is not read", File(Info(1, 1, bits, compression), [], new byte[64]));

    [Fact]
    public void A_few_runs_that_announce_a_large_image_allocate_nothing()
    {
        var file = File(Info(16000, 16000, 8, compression: 1, colours: 4), Palette, [255, 1, 255, 1]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertBad("damaged or truncated BMP: it ends before its last row", file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static byte[] Offset(int offset)
    {
        var file = File(Info(1, 1, 8, colours: 4), Palette, [0, 0, 0, 0]);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), offset);
        return file;
    }

    /// <summary>The header of a row of 8-bit runs.</summary>
    private static byte[] Runs(int width) => Info(width, 1, 8, compression: 1, colours: 4);

    private static byte[] Info(int width, int height, int bits, int compression = 0, int size = 40, int colours = 0, params uint[] masks)
    {
        var header = new byte[size];
        int[] fields = [size, width, height, (bits << 16) | 1, compression, 0, 0, 0, colours, 0, .. masks.Select(mask => (int)mask)];
        for (var i = 0; i < fields.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4 * i), fields[i]);
        }

        return header;
    }

    private static byte[] File(byte[] header, byte[] palette, byte[] pixels) =>
        [.. "BM"u8, .. new byte[8], (byte)((14 + header.Length + palette.Length) & 255), (byte)((14 + header.Length + palette.Length) >> 8), 0, 0, .. header, .. palette, .. pixels];

    private static Image Load(byte[] header, byte[] palette, byte[] pixels, int height = 1)
    {
        if (height > 1)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), -height);
        }

        return Image.Load(File(header, palette, pixels));
    }

    private static void AssertPixels(Image image, params byte[][] pixels) => Assert.Equal(pixels.SelectMany(pixel => pixel), image.Pixels.ToArray());

    private static void AssertBad(string reason, byte[] file) => Assert.Equal(reason, Assert.Throws<BadImageException>(() => Image.Load(file)).Reason);
}
