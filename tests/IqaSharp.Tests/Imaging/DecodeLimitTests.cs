using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>A small file cannot make decoding take more time or memory than the pixels that it announces are worth.</summary>
public sealed class DecodeLimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>libvips would allocate a strip of 64 GB, or a picture of 574 GB, and end the process when it cannot.</summary>
    [Theory]
    [InlineData(65535, 900, 9727, 1, 100)]
    [InlineData(65535, 900, 9727, 2, 900)]
    [InlineData(65535, 900, 9727, 1, 900)]
    [InlineData(16000, 16000, 7, 1, 100)]
    public void A_tiff_of_too_many_samples_is_refused(int width, int height, int samples, int planes, int rowsPerStrip)
    {
        var strips = (height + rowsPerStrip - 1) / rowsPerStrip;
        var tiff = Tiff(
            [.. Enumerable.Repeat(new byte[1], strips)],
            (256, [width]), (257, [height]), (258, [8]), (262, [planes]), (277, [samples]), (278, [rowsPerStrip]), (284, [planes])); // separate planes are read of RGB (2) alone
        var error = Assert.Throws<BadImageException>(() => Image.Load(_folder.Write("a.tif", tiff)));
        Assert.Equal($"{width}×{height} pixels of {samples} samples exceed the limit of 268 megapixels of 5 samples (DecodeOptions.MaxPixels raises it)", error.Reason);
        Assert.Equal(error.Reason, Assert.Throws<BadImageException>(() => Image.Load(tiff)).Reason);
    }

    /// <summary>One column of tiles of 8192×8192 pixels, of which one column is used: every pixel would cost the decoding of 8192.</summary>
    [Fact]
    public void A_tiff_whose_tiles_are_far_larger_than_its_picture_is_refused()
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.SmallestSize))
        {
            zlib.Write(new byte[8192 * 8192]);
        }

        const int Tiles = 1000;
        var tile = deflated.ToArray();
        byte[] tiff = Tiff(
            [.. Enumerable.Repeat(Array.Empty<byte>(), Tiles - 1), tile],
            (256, [1]), (257, [8192 * Tiles]), (258, [8]), (259, [8]), (262, [1]), (277, [1]), (322, [8192]), (323, [8192]));
        var error = Assert.Throws<BadImageException>(() => Image.Load(_folder.Write("a.tif", tiff)));
        Assert.Equal("its tiles cover 8192×8192000 pixels, which exceed the limit of 268 megapixels (DecodeOptions.MaxPixels raises it)", error.Reason);
        Assert.Equal(error.Reason, Assert.Throws<BadImageException>(() => Image.Load(tiff)).Reason);
    }

    /// <summary>libvips' cache of rows takes time quadratic in the rows that are fetched at once: four million took 10 to 30 s.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_very_tall_picture_takes_no_longer_than_its_pixels(int samples)
    {
        const int Height = 2_000_000;
        var pixels = new byte[Height * samples];
        new Random(1).NextBytes(pixels);
        var tiff = Tiff([pixels], (256, [1]), (257, [Height]), (258, [.. Enumerable.Repeat(8, samples)]), (262, [samples == 1 ? 1 : 2]), (277, [samples]), (278, [Height]));
        var image = InTime(TimeSpan.FromSeconds(8), () => Image.Load(_folder.Write("tall.tif", tiff)));
        Assert.Equal((1, Height), (image.Width, image.Height));
        Assert.Equal(pixels[^1], image.Pixels[^1]);
    }

    /// <summary>Every scan of a progressive JPEG visits all pixels, and takes a few bytes.</summary>
    [Fact]
    public void A_jpeg_of_very_many_scans_is_refused()
    {
        var jpeg = Progressive(10_000, 10_000, scans: 2000);
        Assert.InRange(jpeg.Length, 0, 1_000_000);
        var error = InTime(TimeSpan.FromSeconds(8), () => Assert.Throws<BadImageException>(() => Image.Load(_folder.Write("a.jpg", jpeg))));
        Assert.Equal("a JPEG of more than 50 scans; cameras and programs write up to 20", error.Reason);
        Assert.Equal(error.Reason, Assert.Throws<BadImageException>(() => Image.Load(jpeg)).Reason);
    }

    [Fact]
    public void A_file_far_larger_than_its_format_needs_is_refused()
    {
        foreach (var name in (string[])["lossless.webp", "plain.gif"])
        {
            var path = _folder.Write(name, Fixture.Bytes(name));
            using (var file = File.OpenWrite(path))
            {
                file.SetLength(1L << 40); // sparse: it takes no disk
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = InTime(TimeSpan.FromSeconds(8), () => Assert.Throws<BadImageException>(() => Image.Load(path)));
            Assert.Equal("the file of 1099511 MB exceeds the 1073 MB that are read of this format", error.Reason);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
    }

    private static T InTime<T>(TimeSpan limit, Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var result = work();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, limit);
        return result;
    }

    /// <summary>A little-endian TIFF of one directory; strips or tiles come last.</summary>
    private static byte[] Tiff(byte[][] blocks, params (ushort Tag, int[] Values)[] given)
    {
        var tiled = given.Any(tag => tag.Tag == 322);
        var (offsetsTag, countsTag) = tiled ? ((ushort)324, (ushort)325) : ((ushort)273, (ushort)279);
        var tags = given.Append((offsetsTag, new int[blocks.Length])).Append((countsTag, [.. blocks.Select(block => Math.Max(1, block.Length))])).OrderBy(tag => tag.Item1).ToList();
        var start = 8 + 2 + (12 * tags.Count) + 4 + tags.Sum(tag => tag.Item2.Length > 1 ? 4 * tag.Item2.Length : 0);
        var offsets = tags.First(tag => tag.Item1 == offsetsTag).Item2;
        for (int i = 0, at = start; i < blocks.Length; at += blocks[i++].Length)
        {
            offsets[i] = blocks[i].Length == 0 ? start : at;
        }

        if (tiled)
        {
            tags.First(tag => tag.Item1 == countsTag).Item2.AsSpan().Fill(blocks[^1].Length);
        }

        using var file = new MemoryStream();
        using var more = new MemoryStream();
        file.Write([(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, (byte)tags.Count, 0]);
        foreach (var (tag, values) in tags)
        {
            byte[] bytes = [.. values.SelectMany(BitConverter.GetBytes)];
            file.Write([.. BitConverter.GetBytes(tag), 4, 0, .. BitConverter.GetBytes(values.Length)]);
            file.Write(values.Length == 1 ? bytes : BitConverter.GetBytes(8 + 2 + (12 * tags.Count) + 4 + (int)more.Length));
            more.Write(values.Length == 1 ? [] : bytes);
        }

        file.Write(new byte[4]);
        return [.. file.ToArray(), .. more.ToArray(), .. blocks.SelectMany(block => block)];
    }

    /// <summary>A grey progressive JPEG whose blocks have no coefficients: one scan of DC, then scans of AC of nothing but runs of empty blocks.</summary>
    private static byte[] Progressive(int width, int height, int scans)
    {
        var blocks = ((width + 7) / 8) * ((height + 7) / 8);
        byte[] size = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(size.AsSpan(2), (ushort)width);
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)]);
        file.Write([0xFF, 0xC2, 0, 11, 8, .. size, 1, 1, 0x11, 0]);
        file.Write([0xFF, 0xC4, 0, 20, 0x00, 1, .. new byte[15], 0]); // DC: the code 0 is "no difference"
        file.Write([0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0xE0]); // AC: the code 0 begins a run of 2¹⁴ + 14 bits empty blocks
        file.Write([0xFF, 0xDA, 0, 8, 1, 1, 0x00, 0, 0, 0]);
        file.Write(new byte[(blocks + 7) / 8]);
        for (var i = 0; i < scans; i++)
        {
            // 2¹⁴ blocks for every 15 bits of 0.
            file.Write([0xFF, 0xDA, 0, 8, 1, 1, 0x00, 1, 63, 0]);
            file.Write(new byte[(((blocks + 16383) / 16384 * 15) + 7) / 8]);
        }

        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }
}
