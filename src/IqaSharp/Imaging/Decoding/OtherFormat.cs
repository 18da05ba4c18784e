using System.Text;

namespace IqaSharp.Imaging.Decoding;

/// <summary>A format that looks like an image and is not read. Its files are reported, never passed over.</summary>
/// <param name="Name">As it is called.</param>
/// <param name="Advice">What to do instead.</param>
/// <param name="Extensions">Separated by spaces, with their dots.</param>
/// <param name="Starts">How such files begin, a byte for each character; <c>\uFFFF</c> is any byte.</param>
internal sealed record OtherFormat(string Name, string Advice, string Extensions, params string[] Starts)
{
    private const string Convert = "convert it to PNG";
    private const string Render = "render it to PNG";

    /// <summary>Undeveloped sensor data. Many makers' files are TIFF: what is read of those as TIFF is a preview.</summary>
    public static OtherFormat CameraRaw { get; } = new(
        "a camera raw",
        "develop it to PNG or TIFF",
        ".3fr .arw .cr2 .cr3 .crw .dcr .dng .erf .fff .gpr .iiq .kdc .mef .mos .mrw .nef .nrw .orf .pef .raf .raw .rw2 .rwl .sr2 .srf .srw .x3f",
        "II*\0\uFFFF\uFFFF\uFFFF\uFFFFCR", "\uFFFF\uFFFF\uFFFF\uFFFFftypcrx ", "II\x1A\0\uFFFF\uFFFFHEAPCCDR", "IIRO", "IIRS", "MMOR", "IIU\0", "FUJIFILMCCD-RAW", "FOVb", "\0MRM");

    private static readonly OtherFormat[] All =
    [
        CameraRaw,
        new("HEIC", "convert it to JPEG, PNG or AVIF", ".heic .heif .hif .heics", "\uFFFF\uFFFF\uFFFF\uFFFFftyphei", "\uFFFF\uFFFF\uFFFF\uFFFFftyphev"),
        new("JPEG 2000", Convert, ".jp2 .j2k .j2c .jpc .jpf .jpx .jpm .jph .jhc", "\0\0\0\x0CjP  ", "\xFF\x4F\xFF\x51"),
        new("JPEG XL", Convert, ".jxl", "\0\0\0\x0CJXL ", "\xFF\x0A"),
        new("JPEG XR", Convert, ".jxr .wdp .hdp", "II\xBC"),
        new("JPEG-LS", Convert, ".jls", "\xFF\xD8\xFF\xF7"),
        new("a Photoshop document", Convert, ".psd .psb", "8BPS"),
        new("a GIMP document", Convert, ".xcf", "gimp xcf"),
        new("TGA", Convert, ".tga"),
        new("DDS", Convert, ".dds", "DDS "),
        new("KTX", Convert, ".ktx .ktx2", "\xABKTX"),
        new("an icon", Convert, ".ico .cur .icns", "\0\0\x01\0\uFFFF\0", "icns"),
        new("OpenEXR", Convert, ".exr", "v/1\x01"),
        new("Radiance HDR", Convert, ".hdr .rgbe", "#?RADIANCE", "#?RGBE"),
        new("QOI", Convert, ".qoi", "qoif"),
        new("BPG", Convert, ".bpg", "BPG\xFB"),
        new("FLIF", Convert, ".flif", "FLIF"),
        new("PCX", Convert, ".pcx"),
        new("SGI", Convert, ".sgi", "\x01\xDA\0", "\x01\xDA\x01"),
        new("Sun raster", Convert, ".ras", "\x59\xA6\x6A\x95"),
        new("FITS", Convert, ".fits .fts", "SIMPLE  ="),
        new("DPX", Convert, ".dpx .cin", "SDPX", "XPDS", "\x80\x2A\x5F\xD7"),
        new("DICOM", Convert, ".dcm .dicom"),
        new("DjVu", Convert, ".djvu .djv", "AT&TFORM"),
        new("MNG", Convert, ".mng .jng", "\x8AMNG", "\x8BJNG"),
        new("PAM", Convert, ".pam", "P7\n"),
        new("PFM", Convert, ".pfm", "PF\n", "Pf\n"),
        new("farbfeld", Convert, ".farbfeld", "farbfeld"),
        new("XPM", Convert, ".xpm", "/* XPM */"),
        new("XBM", Convert, ".xbm"),
        new("WBMP", Convert, ".wbmp"),
        new("PICT", Convert, ".pct .pict"),
        new("SVG", Render, ".svg .svgz", "<svg"),
        new("PDF", Render, ".pdf", "%PDF-"),
        new("PostScript", Render, ".eps .ai", "%!PS", "\xC5\xD0\xD3\xC6"),
        new("a Windows metafile", Render, ".wmf .emf", "\xD7\xCD\xC6\x9A"),
    ];

    private static readonly Dictionary<string, OtherFormat> ByExtension = All
        .SelectMany(static format => format.Extensions.Split(' ').Select(extension => (extension, format)))
        .ToDictionary(static pair => pair.extension, static pair => pair.format, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why its files are refused.</summary>
    public string Reason => $"{Name}, which is not read; {Advice}";

    /// <summary>The format that a file's name promises.</summary>
    public static OtherFormat? OfName(string name) => ByExtension.GetValueOrDefault(Path.GetExtension(name));

    /// <summary>The format of a file by its first bytes.</summary>
    public static OtherFormat? OfContent(ReadOnlySpan<byte> head)
    {
        foreach (var format in All)
        {
            foreach (var start in format.Starts)
            {
                if (Begins(head, start))
                {
                    return format;
                }
            }
        }

        // An XML declaration, comments or a byte order mark may precede the element.
        return head.TrimStart("\xEF\xBB\xBF \t\r\n"u8) is [(byte)'<', ..] && Encoding.Latin1.GetString(head).Contains("<svg", StringComparison.Ordinal) ? OfName(".svg") : null;
    }

    private static bool Begins(ReadOnlySpan<byte> head, string start)
    {
        if (head.Length < start.Length)
        {
            return false;
        }

        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] != '\uFFFF' && head[i] != start[i])
            {
                return false;
            }
        }

        return true;
    }
}
