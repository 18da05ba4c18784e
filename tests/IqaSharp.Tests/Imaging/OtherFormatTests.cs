using System.Text;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>Files of formats that are not read: each says what it is, and what to do.</summary>
public sealed class OtherFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.heic", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "HEIC, which is not read; convert it to JPEG, PNG or AVIF")]
    [InlineData("a.jp2", "\0\0\0\u000cjP  \r\n\u0087\n", "JPEG 2000, which is not read; convert it to PNG")]
    [InlineData("a.j2k", "\u00ffO\u00ffQ\0\u002f", "JPEG 2000, which is not read; convert it to PNG")]
    [InlineData("a.jxl", "\u00ff\n\0\0", "JPEG XL, which is not read; convert it to PNG")]
    [InlineData("a.psd", "8BPS\0\u0001", "a Photoshop document, which is not read; convert it to PNG")]
    [InlineData("a.tga", "\0\0\u0002\0\0\0\0\0", "TGA, which is not read; convert it to PNG")]
    [InlineData("a.dds", "DDS |\0\0\0", "DDS, which is not read; convert it to PNG")]
    [InlineData("a.ico", "\0\0\u0001\0\u0001\0\u0010\u0010", "an icon, which is not read; convert it to PNG")]
    [InlineData("a.exr", "v/1\u0001\u0002\0\0\0", "OpenEXR, which is not read; convert it to PNG")]
    [InlineData("a.pdf", "%PDF-1.7\n", "PDF, which is not read; render it to PNG")]
    [InlineData("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG, which is not read; render it to PNG")]
    [InlineData("a.svg", "<?xml version='1.0'?>\n<!-- made by hand --><svg/>", "SVG, which is not read; render it to PNG")]
    [InlineData("a.cr3", "\0\0\0\u0018ftypcrx \0\0\0\u0001crx isom", "a camera raw, which is not read; develop it to PNG or TIFF")]
    [InlineData("a.raf", "FUJIFILMCCD-RAW 0201", "a camera raw, which is not read; develop it to PNG or TIFF")]
    [InlineData("a.nef", "II*\0\u0008\0\0\0\0\0\0\0\0\0", "a camera raw, which is not read; develop it to PNG or TIFF")]
    [InlineData("a.tga", "", "not an image: the file is empty")]
    [InlineData("a.ppm", "P6 1 1 255\n\u0001\u0002\u0003", null)]
    [InlineData("a.heic", "P6 1 1 255\n\u0001\u0002\u0003", null)] // the content decides
    public void Each_file_of_a_folder_that_looks_like_an_image_has_its_row(string name, string content, string? reason)
    {
        var path = _folder.Write(name, Encoding.Latin1.GetBytes(content));
        _folder.Write("notes.txt", [0]);
        var found = Assert.Single(ImageFiles.Find([_folder.Path]));
        Assert.Equal((path, reason), (found.Path, found.Error?.Reason));
        Assert.Equal(reason, Assert.Single(ImageFiles.Find([_folder["*"]])).Error?.Reason);
        if (reason is not null)
        {
            Assert.Equal(reason, Assert.Throws<BadImageException>(() => Image.Load(path)).Reason);
        }
    }

    [Theory]
    [InlineData("\0\0\0\u000cjP  \r\n\u0087\n", "JPEG 2000, which is not read; convert it to PNG")]
    [InlineData("gimp xcf v011", "a GIMP document, which is not read; convert it to PNG")]
    [InlineData("qoif\0\0\0\u0001\0\0\0\u0001\u0003\0", "QOI, which is not read; convert it to PNG")]
    [InlineData("II\u00bc\u0001\u0008\0\0\0", "JPEG XR, which is not read; convert it to PNG")]
    public void The_content_tells_the_format_whatever_the_name(string content, string reason) =>
        Assert.Equal(reason, Assert.Throws<BadImageException>(() => Image.Load(Encoding.Latin1.GetBytes(content))).Reason);

    /// <summary>Cameras write both: references are paired with what can be read.</summary>
    [Fact]
    public void A_raw_file_beside_its_photograph_does_not_disturb_pairing()
    {
        foreach (var folder in (string[])["images", "references"])
        {
            _folder.Write(folder + "/a.png", [0]);
            _folder.Write(folder + "/a.cr3", "\0\0\0\u0018ftypcrx "u8);
        }

        var card = ClassicalMetrics.Find("psnr")!.Card;
        var items = WorkList.Find([card], ImageFiles.Find([_folder["images"]]), _folder["references"]).Items;
        Assert.Equal([_folder["images/a.cr3"], _folder["images/a.png"]], items.Select(static item => item.Image.Path));
        Assert.Equal([null, _folder["references/a.png"]], items.Select(static item => item.Reference));
        Assert.Equal([true, false], items.Select(static item => item.Image.Error is not null));
    }

    /// <summary>Tools write it where they cannot write Exif. Browsers and viewers ignore it, and so do we.</summary>
    [Fact]
    public void Orientation_in_XMP_alone_is_ignored()
    {
        var jpeg = Fixture.Bytes("baseline-420.jpg");
        var xmp = Encoding.ASCII.GetBytes("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Orientation='6'/></rdf:RDF></x:xmpmeta>");
        byte[] segment = [0xFF, 0xE1, (byte)((xmp.Length + 2) >> 8), (byte)(xmp.Length + 2), .. xmp];
        Assert.Equal(Fixture.Expected("baseline-420.jpg"), Image.Load((byte[])[.. jpeg[..2], .. segment, .. jpeg[2..]]).Pixels);
    }
}
