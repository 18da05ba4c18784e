using System.Buffers.Binary;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>Bad input is one line that names the file and the reason.</summary>
public sealed class BadImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "not an image: the file is empty")]
    [InlineData("just some words, called an image", "not an image: the file is text")]
    [InlineData("BMW is a car, and this is a text that begins with BM", "not an image: the file is text")]
    [InlineData("<html><body>a page</body></html>", "not an image: the file is text")]
    [InlineData("Grüße, auf Deutsch, und so lang, dass das letzte Zeichen mitten in einem Umlaut enden kann: ääääääääääääääääääää", "not an image: the file is text")]
    [InlineData("\0\u0001\u0002\u0003", "not an image: it begins like none of JPEG, PNG, WebP, TIFF, GIF, AVIF, BMP and PPM")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "HEIC, which is not read; convert it to JPEG, PNG or AVIF")]
    public void Other_content_is_refused_as_no_image(string content, string reason)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(content);
        AssertBad(_folder.Write("photo.png", bytes), reason);
        AssertBad(bytes, reason);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        AssertBad(_folder["absent.png"], "no such file");
        AssertBad(Path.Combine("nowhere", "absent.png"), "no such file");
        AssertBad(_folder.Path, "a folder, not an image");
        Assert.Equal(@"nul\x00.png: not a valid path", Assert.Throws<BadImageException>(() => Image.Load("nul\0.png")).Message); // control characters are shown escaped
    }

    [Fact]
    public void An_unreadable_file_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions");
            return;
        }

        var path = _folder.Write("secret.png", [1]);
        File.SetUnixFileMode(path, UnixFileMode.None);
        using var unprivileged = new Unprivileged();
        AssertBad(path, "permission denied");
    }

    public static TheoryData<string> Names() => [.. Fixture.Names()];

    /// <summary>Truncated at half, at three quarters and after the header; as a file, in memory and as a stream.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_truncated_file_is_refused(string name)
    {
        var bytes = Fixture.Bytes(name);
        foreach (var length in (int[])[bytes.Length / 2, bytes.Length * 3 / 4, 40])
        {
            // The first frame or page of several may be complete.
            if (length > 40 && (name.StartsWith("animated", StringComparison.Ordinal) || name == "pages.tif"))
            {
                continue;
            }

            var cut = bytes[..length];
            AssertBad(_folder.Write(name, cut));
            AssertBad(cut);
            var error = Assert.Throws<BadImageException>(() => Image.Load(new MemoryStream(cut), "photo"));
            Assert.StartsWith("photo: ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("baseline-420.jpg", "damaged or truncated JPEG: premature end of JPEG image")]
    [InlineData("24bit.bmp", "damaged or truncated BMP: it ends before its last row")]
    [InlineData("plain.gif", "damaged or truncated GIF: it ends before its last row")]
    [InlineData("lossy.webp", "damaged or truncated WebP: unable to parse image")]
    public void Truncation_is_reported(string name, string reason) =>
        AssertBad(Fixture.Bytes(name)[..^200], reason);

    /// <summary>Motion photos have a video appended; some cameras write stray bytes between markers. Pillow and browsers read both.</summary>
    [Fact]
    public void A_jpeg_with_extra_bytes_is_read()
    {
        var bytes = Fixture.Bytes("baseline-420.jpg");
        var frame = bytes.AsSpan().IndexOf((byte[])[0xFF, 0xC0]);
        Assert.Equal(Fixture.Expected("baseline-420.jpg"), Image.Load((byte[])[.. bytes, .. new byte[5000]]).Pixels);
        Assert.Equal(Fixture.Expected("baseline-420.jpg"), Image.Load((byte[])[.. bytes[..frame], 0, 0, 0, .. bytes[frame..]]).Pixels);
    }

    [Fact]
    public void A_jpeg_with_an_early_end_marker_is_refused()
    {
        var bytes = Fixture.Bytes("baseline-420.jpg");
        AssertBad((byte[])[.. bytes[..^400], 0xFF, 0xD9], "damaged or truncated JPEG: premature end of data segment");
    }

    [Fact]
    public void A_damaged_png_is_refused()
    {
        var bytes = Fixture.Bytes("rgb.png");
        bytes[bytes.Length / 2] ^= 0x10;
        AssertBad(bytes);
    }

    [Theory]
    [InlineData(60000, 60000, "60000×60000 pixels exceed the limit of 268 megapixels (DecodeOptions.MaxPixels raises it)")]
    [InlineData(50000, 50000, "50000×50000 pixels exceed the limit of 268 megapixels (DecodeOptions.MaxPixels raises it)")]
    public void A_huge_image_is_refused_by_its_header(uint width, uint height, string reason)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertBad(_folder.Write("big.png", Hostile.Png(width, height, 4_000_000)), reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 30_000_000);
    }

    [Fact]
    public void The_limit_can_be_set()
    {
        var path = Fixture.PathOf("rgb.png");
        Assert.Equal(33, Image.Load(path, new DecodeOptions { MaxPixels = 33 * 23 }).Width);
        var error = Assert.Throws<BadImageException>(() => Image.Load(path, new DecodeOptions { MaxPixels = (33 * 23) - 1 }));
        Assert.Equal("33×23 pixels exceed the limit of 758 pixels (DecodeOptions.MaxPixels raises it)", error.Reason);
    }

    [Fact]
    public void An_image_beyond_what_an_array_holds_is_refused_whatever_the_limit()
    {
        var error = Assert.Throws<BadImageException>(() => Image.Load(
            _folder.Write("big.png", Hostile.Png(50000, 50000, 1000)), new DecodeOptions { MaxPixels = long.MaxValue }));
        Assert.Equal("50000×50000 pixels exceed the 715 megapixels that an image can hold", error.Reason);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(0, 0)]
    public void A_png_without_pixels_is_refused(uint width, uint height) => AssertBad(Hostile.Png(width, height, 100));

    /// <summary>16000×16000 is within the limit, but the file holds hardly any pixels.</summary>
    [Theory]
    [InlineData("rgb.png", 16, true, 4)]
    [InlineData("baseline-420.jpg", 0, true, 2)]
    [InlineData("plain.gif", 6, false, 2)]
    [InlineData("24bit.bmp", 18, false, 4)]
    [InlineData("lossless.webp", 21, false, 4)]
    [InlineData("plain.tif", 0, false, 2)]
    public void A_header_that_announces_more_pixels_than_the_file_holds_is_refused(string name, int at, bool bigEndian, int size)
    {
        var bytes = Fixture.Bytes(name);
        if (name.EndsWith(".jpg", StringComparison.Ordinal))
        {
            // The baseline frame header: marker, length, precision, height, width.
            at = bytes.AsSpan().IndexOf((byte[])[0xFF, 0xC0, 0, 17, 8]) + 5;
        }

        if (name == "lossless.webp")
        {
            // VP8L: 14 bits of width − 1, 14 bits of height − 1.
            var sizes = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), (sizes & 0xF0000000) | 15999 | (15999 << 14));
        }
        else
        {
            var next = at + size;
            if (name == "plain.tif")
            {
                (at, next) = (TiffValue(bytes, 256), TiffValue(bytes, 257));
            }

            if (name == "plain.gif")
            {
                // The frame too: a small frame on a large canvas would be valid. Its corner is (0, 0).
                var frame = bytes.AsSpan().IndexOf((byte[])[0x2C, 0, 0, 0, 0, 33, 0, 23, 0]) + 5;
                Put(bytes, frame, 16000, false, 2);
                Put(bytes, frame + 2, 16000, false, 2);
            }

            Put(bytes, at, 16000, bigEndian, size);
            Put(bytes, next, 16000, bigEndian, size);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertBad(bytes);

        // libjpeg decodes the first row without a warning, so the result is allocated, but hardly written.
        if (name != "baseline-420.jpg")
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 30_000_000);
        }
    }

    [Fact]
    public void A_failing_stream_is_bad_input()
    {
        var error = Assert.Throws<BadImageException>(() => Image.Load(new Broken(), "camera"));
        Assert.StartsWith("camera: cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_float_tiff_is_refused()
    {
        // 1×1 pixel of one 32-bit float: width, length, bits, compression, photometric, strip offset, samples, rows, bytes, format.
        ushort[] tags = [256, 1, 257, 1, 258, 32, 259, 1, 262, 1, 273, 134, 277, 1, 278, 1, 279, 4, 339, 3];
        var file = new byte[138];
        ((byte[])[(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 10]).CopyTo(file, 0);
        for (var i = 0; i < 10; i++)
        {
            var entry = file.AsSpan(10 + (12 * i));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, tags[2 * i]);
            entry[2] = 3;
            entry[4] = 1;
            BinaryPrimitives.WriteUInt16LittleEndian(entry[8..], tags[(2 * i) + 1]);
        }

        AssertBad(file, "a TIFF of floating-point samples, which is not read; convert it to PNG");
    }

    private static int TiffValue(byte[] tiff, ushort tag)
    {
        var directory = (int)BinaryPrimitives.ReadUInt32LittleEndian(tiff.AsSpan(4));
        var at = directory + 2;
        while (BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(at)) != tag)
        {
            at += 12;
        }

        return at + 8;
    }

    private static void Put(byte[] bytes, int at, uint value, bool bigEndian, int size)
    {
        for (var i = 0; i < size; i++)
        {
            bytes[at + i] = (byte)(value >> (8 * (bigEndian ? size - 1 - i : i)));
        }
    }

    private static void AssertBad(string path, string? reason = null) =>
        AssertBad(Assert.Throws<BadImageException>(() => Image.Load(path)), path, reason);

    private static void AssertBad(byte[] file, string? reason = null) =>
        AssertBad(Assert.Throws<BadImageException>(() => Image.Load(file)), "image", reason);

    private static void AssertBad(BadImageException error, string name, string? reason)
    {
        Assert.Equal(name, error.Source);
        Assert.Equal($"{name}: {error.Reason}", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("Exception", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Reason);
        if (reason is not null)
        {
            Assert.Equal(reason, error.Reason);
        }
    }

    /// <summary>A stream whose disk fails.</summary>
    private sealed class Broken : MemoryStream
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => throw new IOException("the disk is gone");

        public override void CopyTo(Stream destination, int bufferSize) => throw new IOException("the disk is gone");
    }
}
