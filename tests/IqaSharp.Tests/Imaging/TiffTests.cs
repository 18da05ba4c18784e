using System.IO.Compression;
using System.Security.Cryptography;
using IqaSharp.Imaging;
using Xunit;
using Tag = (ushort Tag, ushort Type, uint[] Values);

namespace IqaSharp.Tests.Imaging;

/// <summary>Kinds of TIFF that libvips alone decodes wrongly; each file is built byte by byte.</summary>
public class TiffTests
{
    private const int Side = 32;
    private static readonly Tag[] Rgb = [Short(258, 8, 8, 8), Short(262, 2), Short(277, 3)];
    private static readonly Tag[] Ycc = [Short(258, 8, 8, 8), Short(262, 6), Short(277, 3), Short(530, 1, 1)];
    private static readonly Tag[] Subsampled = [Short(258, 8, 8, 8), Short(262, 6), Short(277, 3), Short(530, 2, 2)];
    private static readonly Tag Deflate = Short(259, 8);
    private static readonly Tag[] Tile = [Short(322, Side), Short(323, Side)];

    /// <summary>[32, 32, 3].</summary>
    private static readonly byte[] Picture = Pixels(static (x, y) => [(byte)(x * 8), (byte)(y * 8), (byte)(255 - (x * 4) - (y * 4))]);

    /// <summary>Deflated blocks of 2×2 luma samples with one Cb and one Cr, of the size that 4:2:0 has.</summary>
    private static readonly byte[] Chroma420 = Deflated(Picture[..(Side * Side * 3 / 2)]);

    /// <summary>Pillow 9.4 (libtiff 4.5, as it reads them through libtiff): hashlib.sha256(Image.open(file).convert("RGB").tobytes()).hexdigest()</summary>
    public static TheoryData<string, string> Conversions => new()
    {
        { "bt601", "34bbe2cbdf92f8f300e364681ae2c2bff8605bbd76add545e1fb5ada663c024d" },
        { "studio", "453c53988971e0729662d74ce8d3b9a07d543f18dd563394d9dc5109d5532f72" },
        { "bt709", "92a95d709ed79d12f60e9e57684d6b8af1566f0345e9810fb80934362483ff09" },
        { "420", "214fa1a8f546a96dbc91cab9d93905182283351e7e6b9841a1f9e81ad650477c" },
    };

    [Theory, MemberData(nameof(Conversions))]
    public void YCbCr_is_converted_as_pillow_does(string kind, string sha256)
    {
        var file = kind == "420" ? Tiff([Chroma420], [.. Subsampled, Deflate]) : Tiff([Deflated(Picture)], [.. Ycc, Deflate, .. Levels(kind)]);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(Image.Load(file).Pixels)));
    }

    [Fact]
    public void YCbCr_is_the_same_in_strips_in_tiles_and_uncompressed()
    {
        var expected = Image.Load(Tiff([Deflated(Picture)], [.. Ycc, Deflate])).Pixels;
        Assert.Equal(expected, Image.Load(Tiff([Picture], Ycc)).Pixels);
        Assert.Equal(expected, Image.Load(Tiff([.. Picture.Chunk(8 * Side * 3)], Ycc)).Pixels);
        Assert.Equal(expected, Image.Load(Tiff([Picture], [.. Ycc, .. Tile])).Pixels);
    }

    /// <summary>TIFF 6.0, section 18: only samples of type 1 and 2 are opacity. Four samples of RGB without the tag are RGBA in Pillow and libtiff.</summary>
    [Theory]
    [InlineData(2, 3, new uint[] { 0 }, -1)]
    [InlineData(2, 3, new uint[] { 2 }, 0)]
    [InlineData(2, 3, new uint[] { }, 0)]
    [InlineData(2, 3, new uint[] { 0, 0 }, -1)]
    [InlineData(2, 3, new uint[] { 2, 0 }, 0)]
    [InlineData(2, 3, new uint[] { 0, 2 }, 1)]
    [InlineData(1, 1, new uint[] { 0 }, -1)]
    [InlineData(1, 1, new uint[] { 2 }, 0)]
    [InlineData(1, 1, new uint[] { 0, 0 }, -1)]
    [InlineData(5, 4, new uint[] { 0 }, -1)]
    [InlineData(5, 4, new uint[] { 2 }, 0)]
    [InlineData(3, 1, new uint[] { 0 }, -1)]
    [InlineData(3, 1, new uint[] { 2 }, 0)]
    public void Extra_samples_are_opacity_only_if_they_say_so(uint photometric, int colours, uint[] extra, int opacity)
    {
        var samples = colours + Math.Max(1, extra.Length);
        byte[] Pixel(int x, int y) => [.. Enumerable.Range(0, samples).Select(i => (byte)((x * (8 - i)) + (y * i)))];
        Tag[] tags = [Short(258, [.. Enumerable.Repeat(8u, samples)]), Short(262, photometric), Short(277, (uint)samples)];
        Tag[] palette = photometric == 3 ? [Short(320, [.. Enumerable.Range(0, 768).Select(static i => (uint)(i * 37 % 256 * 257))])] : [];
        Tag[] kinds = extra.Length == 0 ? [] : [Short(338, extra)];
        var plain = Image.Load(Tiff(
            [Pixels((x, y) => Pixel(x, y)[..colours])],
            [Short(258, [.. Enumerable.Repeat(8u, colours)]), Short(262, photometric), Short(277, (uint)colours), .. palette])).Pixels;
        var expected = plain.ToArray().Select((value, i) =>
        {
            var pixel = Pixel(i / 3 % Side, i / 3 / Side);
            var alpha = opacity < 0 ? 255 : pixel[colours + opacity];
            return (byte)(255 - (((255 - value) * alpha) + 127) / 255);
        });
        foreach (var planar in photometric is 1 or 3 ? [false] : (bool[])[false, true])
        {
            var data = Pixels(Pixel);
            Assert.Equal(expected, Image.Load(planar
                ? Tiff(Planes(data, samples), [.. tags, .. palette, .. kinds, Short(284, 2), Short(278, Side)])
                : Tiff([data], [.. tags, .. palette, .. kinds])).Pixels.ToArray());
        }
    }

    [Fact]
    public void The_fourth_sample_of_16_bits_is_ignored_too()
    {
        var data = Pixels(static (x, y) => [(byte)(x * 8), (byte)(x * 8), (byte)(y * 8), (byte)(y * 8), 7, 7, (byte)(x * 3), 0]);
        var image = Image.Load(Tiff([data], [Short(258, 16, 16, 16, 16), Short(262, 2), Short(277, 4), Short(338, 0)]));
        Assert.Equal(Pixels(static (x, y) => [(byte)(x * 8), (byte)(y * 8), 7]), image.Pixels);
    }

    /// <summary>Exif 2.32 defines 1 to 8. Others are upright, in Pillow and in browsers.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(65535)]
    public void An_orientation_that_does_not_exist_is_upright(uint orientation)
    {
        Assert.Equal(Picture, Image.Load(Tiff([Picture], [.. Rgb, Short(274, orientation)])).Pixels);
        Assert.Equal(Picture, Image.Load(BigEndian(orientation)).Pixels);
    }

    /// <summary>libtiff's reader of tiles for such files turns each tile by itself.</summary>
    [Fact]
    public void Tiles_of_subsampled_colour_are_rotated_as_a_whole()
    {
        var half = Side / 2;
        byte[][] tiles = [.. Enumerable.Range(0, 4).Select(i => Deflated(Picture[(i * 100)..((i * 100) + (half * half * 3 / 2))]))];
        Tag[] tags = [.. Subsampled, Deflate, Short(322, (uint)half), Short(323, (uint)half)];
        var upright = Image.Load(Tiff(tiles, tags)).Pixels.ToArray();
        var turned = Image.Load(Tiff(tiles, [.. tags, Short(274, 3)])).Pixels;
        Assert.Equal(upright.Chunk(3).Reverse().SelectMany(static pixel => pixel), turned.ToArray());
    }

    /// <summary>libvips leaves a tile that cannot be decoded black or transparent, and reports nothing.</summary>
    [Fact]
    public void Damaged_tiles_are_refused()
    {
        AssertBad(Tiff([Deflated(Picture)[..300]], [.. Rgb, Deflate, .. Tile]), "damaged or truncated TIFF");
        AssertBad(Tiff([Chroma420[..200]], [.. Subsampled, Deflate, .. Tile]), "damaged or truncated TIFF");
        AssertBad(Tiff([Picture], [.. Rgb, .. Tile])[..^1000], "damaged or truncated TIFF");
        AssertBad(Tiff([Deflated(Picture)[..300]], [.. Rgb, Deflate, .. Tile, Short(65000, 3)]), "damaged or truncated TIFF");
        AssertBad(Tiff([Deflated(Picture)[..300]], [.. Rgb, Deflate]), "damaged or truncated TIFF");
        AssertBad(Tiff([Chroma420[..200]], [.. Subsampled, Deflate]), "damaged or truncated TIFF");
    }

    /// <summary>libtiff warns about tags that it does not know; they affect no pixel.</summary>
    [Fact]
    public void Tiles_with_unknown_tags_are_read() =>
        Assert.Equal(Picture, Image.Load(Tiff([Picture], [.. Rgb, .. Tile, Short(65000, 3)])).Pixels);

    /// <summary>Valid files of kinds that are not read are not called damaged.</summary>
    [Theory]
    [InlineData("old JPEG", "a TIFF of old-style JPEG (compression 6), which is not read; convert it to PNG")]
    [InlineData("old JPEG in tiles", "a TIFF of old-style JPEG (compression 6), which is not read; convert it to PNG")]
    [InlineData("LERC", "a TIFF of compression 34887, which is not read; convert it to PNG")]
    [InlineData("JPEG 2000", "a TIFF of compression 34712, which is not read; convert it to PNG")]
    [InlineData("unknown", "a TIFF of compression 999, which is not read; convert it to PNG")]
    [InlineData("12 bits", "a TIFF of 12 bits per sample, which is not read; convert it to PNG")]
    [InlineData("5 + 6 + 5 bits", "a TIFF of 5, 6 and 5 bits per sample, which is not read; convert it to PNG")]
    [InlineData("signed", "a TIFF of signed samples, which is not read; convert it to PNG")]
    [InlineData("float", "a TIFF of floating-point samples, which is not read; convert it to PNG")]
    [InlineData("mask", "a TIFF that is a mask, which is not read; convert it to PNG")]
    [InlineData("CIELAB", "a TIFF of CIELAB, which is not read; convert it to PNG")] // libvips 8.18 reads it of 16 bits only
    [InlineData("planes of grey", "a TIFF of grey, a palette or YCbCr in separate planes, which is not read; convert it to PNG")] // libvips mixes up its rows
    [InlineData("planes of YCbCr", "a TIFF of grey, a palette or YCbCr in separate planes, which is not read; convert it to PNG")]
    [InlineData("16-bit YCbCr", "a TIFF of 16 bits per sample, which is not read; convert it to PNG")]
    [InlineData("ITU Lab", "a TIFF of photometric interpretation 10, which is not read; convert it to PNG")]
    [InlineData("inks", "a TIFF of inks other than CMYK, which is not read; convert it to PNG")]
    [InlineData("sensor", "a camera raw, which is not read; develop it to PNG or TIFF")]
    [InlineData("DNG", "a camera raw, which is not read; develop it to PNG or TIFF")]
    [InlineData("NEF", "a camera raw, which is not read; develop it to PNG or TIFF")]
    [InlineData("CR2", "a camera raw, which is not read; develop it to PNG or TIFF")]
    public void What_is_not_read_says_so(string kind, string reason)
    {
        var grey = new byte[Side * Side];
        AssertBad(
            kind switch
            {
                "old JPEG" => Tiff([Picture], [.. Subsampled, Short(259, 6)]),
                "old JPEG in tiles" => Tiff([Picture], [.. Subsampled, Short(259, 6), .. Tile]),
                "LERC" => Tiff([Picture], [.. Rgb, Short(259, 34887)]),
                "JPEG 2000" => Tiff([Picture], [.. Rgb, Short(259, 34712)]),
                "unknown" => Tiff([Picture], [.. Rgb, Short(259, 999)]),
                "12 bits" => Tiff([Picture], [Short(258, 12), Short(262, 1)]),
                "5 + 6 + 5 bits" => Tiff([Picture], [Short(258, 5, 6, 5), Short(262, 2), Short(277, 3)]),
                "signed" => Tiff([grey], [Short(258, 8), Short(262, 1), Short(339, 2)]),
                "float" => Tiff([Picture], [Short(258, 32), Short(262, 1), Short(339, 3)]),
                "mask" => Tiff([grey], [Short(258, 1), Short(262, 4)]),
                "CIELAB" => Tiff([Picture], [Short(258, 8, 8, 8), Short(262, 8), Short(277, 3)]),
                "planes of grey" => Tiff([grey, grey], [Short(258, 8, 8), Short(262, 1), Short(277, 2), Short(338, 2), Short(284, 2), Short(278, Side)]),
                "planes of YCbCr" => Tiff(Planes(Picture, 3), [.. Ycc, Short(284, 2), Short(278, Side)]),
                "16-bit YCbCr" => Tiff([[.. Picture, .. Picture]], [Short(258, 16, 16, 16), Short(262, 6), Short(277, 3), Short(530, 1, 1)]),
                "ITU Lab" => Tiff([Picture], [Short(258, 8, 8, 8), Short(262, 10), Short(277, 3)]),
                "inks" => Tiff([[.. Picture, .. grey]], [Short(258, 8, 8, 8, 8), Short(262, 5), Short(277, 4), Short(332, 2)]),
                "sensor" => Tiff([grey], [Short(258, 8), Short(262, 32803)]),
                "DNG" => Tiff([Picture], [.. Rgb, (50706, TiffFile.Byte, [1, 4, 0, 0])]), // its first page is a preview
                "NEF" => Tiff([Picture], [.. Rgb, (254, TiffFile.Long, [1]), (330, TiffFile.Long, [8])]),
                _ => [(byte)'I', (byte)'I', 42, 0, 16, 0, 0, 0, (byte)'C', (byte)'R', 2, 0, .. new byte[100]],
            },
            reason);
    }

    /// <summary>The profile of an RGB image that was converted to CMYK: as in Pillow and browsers, a profile of another colour space is ignored.</summary>
    [Fact]
    public void A_profile_of_another_colour_space_is_ignored()
    {
        var profiled = Fixture.Bytes("p3-profile.jpg");
        var at = profiled.AsSpan().IndexOf("ICC_PROFILE\0"u8) - 4;
        var segment = profiled[at..(at + 2 + (profiled[at + 2] << 8) + profiled[at + 3])];
        var cmyk = Fixture.Bytes("cmyk.jpg");
        Assert.Equal(Fixture.Expected("cmyk.jpg"), Image.Load((byte[])[.. cmyk[..2], .. segment, .. cmyk[2..]]).Pixels);

        var inks = Pixels(static (x, y) => [(byte)(x * 8), (byte)(y * 8), (byte)(x * y), (byte)(y * 3)]);
        Tag[] tags = [Short(258, 8, 8, 8, 8), Short(262, 5), Short(277, 4)];
        Assert.Equal(Image.Load(Tiff([inks], tags)).Pixels, Image.Load(Tiff([inks], [.. tags, (34675, TiffFile.Undefined, [.. segment[18..].Select(static b => (uint)b)])])).Pixels);
    }

    private static Tag[] Levels(string kind) => kind switch
    {
        "studio" => [(532, TiffFile.Rational, [15, 1, 235, 1, 128, 1, 240, 1, 128, 1, 240, 1])],
        "bt709" => [(529, TiffFile.Rational, [2125, 10000, 7154, 10000, 721, 10000])],
        _ => [],
    };

    private static Tag Short(ushort tag, params uint[] values) => (tag, TiffFile.Short, values);

    private static byte[] Tiff(byte[][] blocks, Tag[] tags) => TiffFile.Of(Side, Side, blocks, tags);

    /// <summary>An RGB TIFF of Motorola's byte order: header, directory, three numbers of bits, pixels.</summary>
    private static byte[] BigEndian(uint orientation)
    {
        uint[] tags = [256, 257, 258, 262, 273, 274, 277, 278, 279];
        var valuesAt = (uint)(8 + 2 + (12 * tags.Length) + 4);
        uint[] values = [Side, Side, valuesAt, 2, valuesAt + 6, orientation, 3, Side, Side * Side * 3];
        var file = new List<byte> { (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, (byte)tags.Length };
        for (var i = 0; i < tags.Length; i++)
        {
            var isLong = tags[i] is 273 or 279;
            file.AddRange([(byte)(tags[i] >> 8), (byte)tags[i], 0, (byte)(isLong ? 4 : 3), 0, 0, 0, (byte)(tags[i] == 258 ? 3 : 1)]);
            byte[] value = [(byte)(values[i] >> 24), (byte)(values[i] >> 16), (byte)(values[i] >> 8), (byte)values[i]];
            file.AddRange(isLong || tags[i] == 258 ? value : [.. value[2..], 0, 0]);
        }

        return [.. file, 0, 0, 0, 0, 0, 8, 0, 8, 0, 8, .. Picture];
    }

    private static byte[] Pixels(Func<int, int, byte[]> pixel) => [.. Enumerable.Range(0, Side * Side).SelectMany(i => pixel(i % Side, i / Side))];

    private static byte[][] Planes(byte[] pixels, int samples) =>
        [.. Enumerable.Range(0, samples).Select(sample => pixels.Where((_, i) => i % samples == sample).ToArray())];

    private static byte[] Deflated(byte[] data)
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.Optimal))
        {
            zlib.Write(data);
        }

        return deflated.ToArray();
    }

    private static void AssertBad(byte[] file, string reason)
    {
        var error = Assert.Throws<BadImageException>(() => Image.Load(file));
        Assert.StartsWith(reason, error.Reason, StringComparison.Ordinal);
        Assert.False(error.Reason.EndsWith('.') || error.Reason.EndsWith(':') || error.Reason.EndsWith('…'), error.Reason);
    }
}
