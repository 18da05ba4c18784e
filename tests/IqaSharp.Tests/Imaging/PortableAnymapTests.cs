using System.Text;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>PBM, PGM and PPM, plain and raw (netpbm.sourceforge.net/doc/ppm.html).</summary>
public sealed class PortableAnymapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("P1 3 1 0 1 0", 255, 0, 255)]
    [InlineData("P1\n3 1\n010", 255, 0, 255)]
    [InlineData("P2 3 1 255 0 128 255", 0, 128, 255)]
    [InlineData("P2\n# made by hand\n3 # wide\n1\n15\n0 7 15\n", 0, 119, 255)]
    [InlineData("P5 3 1 255\n\u0000\u0080ÿ", 0, 128, 255)]
    [InlineData("P5\r\n3\t1 15\n\u0000\u0007\u000f", 0, 119, 255)]
    [InlineData("P5 3 1 100\n\u0000\u0032d", 0, 128, 255)]
    [InlineData("P5 3 1 65535\n\u0000ÿ\u0080\u0001ÿÿ", 0, 128, 255)] // high bytes, as of a 16-bit PNG
    [InlineData("P5 3 1 1023\n\u0000\u0000\u0002\u0000\u0003ÿ", 0, 128, 255)]
    [InlineData("P4 3 1\n\u0040", 255, 0, 255)]
    [InlineData("P5 3 1 255\n\u0000\u0080ÿP5 3 1 255\n\u0001\u0002\u0003", 0, 128, 255)] // the first of several
    [InlineData("P5 3 1 100\n\u0000\u0032ÿ", 0, 128, 255)] // a sample above the maximum
    public void Grey_is_read(string file, int first, int second, int third)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(file);
        byte[] expected = [.. new[] { first, second, third }.SelectMany(static value => Enumerable.Repeat((byte)value, 3))];
        Assert.Equal(expected, Image.Load(bytes).Pixels);
        Assert.Equal(expected, Image.Load(_folder.Write("x.pgm", bytes)).Pixels);
        Assert.Equal(expected, Image.Load(new MemoryStream(bytes), "x").Pixels);
    }

    [Theory]
    [InlineData("P3 1 2 255 1 2 3 254 255 0", 1, 2, 3, 254, 255, 0)]
    [InlineData("P6 1 2 255\n\u0001\u0002\u0003þÿ\u0000", 1, 2, 3, 254, 255, 0)]
    [InlineData("P6 1 2 31\n\u0001\u0002\u0003\u001e\u001f\u0000", 8, 16, 25, 247, 255, 0)]
    [InlineData("P6 1 2 65535\n\u0001\u0000\u0002\u0000\u0003\u0000þÿÿÿ\u0000ÿ", 1, 2, 3, 254, 255, 0)]
    public void Colours_are_read(string file, params int[] expected)
    {
        var image = Image.Load(Encoding.Latin1.GetBytes(file));
        Assert.Equal((1, 2), (image.Width, image.Height));
        Assert.Equal(expected.Select(static value => (byte)value), image.Pixels.ToArray());
    }

    [Theory]
    [InlineData("P6 1 2 255\n\u0001\u0002\u0003", "damaged or truncated PPM: it ends before its last row")]
    [InlineData("P3 1 2 255 1 2 3", "damaged or truncated PPM: it ends before its last row")]
    [InlineData("P5 1", "damaged or truncated PGM: it ends before its last row")]
    [InlineData("P4 30000 30000 ", "30000×30000 pixels exceed the limit of 268 megapixels (DecodeOptions.MaxPixels raises it)")]
    [InlineData("P5 16000 16000 255\n\u0001", "damaged or truncated PGM: it ends before its last row")]
    [InlineData("P2 16000 16000 255 1", "damaged or truncated PGM: it ends before its last row")]
    [InlineData("P1 16000 16000 1", "damaged or truncated PBM: it ends before its last row")]
    [InlineData("P5 0 5 255\n", "not an image: it has 0×5 pixels")]
    [InlineData("P5 1 1 0\n\u0001", "damaged PGM: its largest value is 0, not 1 to 65535")]
    [InlineData("P5 1 1 65536\n\u0001", "damaged PGM: its largest value is 65536, not 1 to 65535")]
    [InlineData("P5 99999999999999999999 1 255\n\u0001", "damaged PGM: its header makes no sense")]
    [InlineData("P2 1 1 255 x", "damaged PGM: a sample is no number")]
    [InlineData("P2 1 1 255 256", "damaged PGM: a sample is larger than 255")]
    [InlineData("P1 1 1 2", "damaged PBM: a sample is larger than 1")]
    [InlineData("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 1\nMAXVAL 255\nENDHDR\n\u0001", "PAM, which is not read; convert it to PNG")]
    [InlineData("Pf\n1 1\n-1.0\n\u0001\u0002\u0003\u0004", "PFM, which is not read; convert it to PNG")]
    [InlineData("P5 is what the text says", "not an image: the file is text")]
    public void Bad_ones_are_refused(string file, string reason)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(reason, Assert.Throws<BadImageException>(() => Image.Load(Encoding.Latin1.GetBytes(file))).Reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }
}
