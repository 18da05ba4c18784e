namespace IqaSharp.Imaging.Decoding;

/// <summary>The file formats that are read. The content decides, never the file's name.</summary>
internal enum ImageFormat
{
    Jpeg,
    Png,
    WebP,
    Tiff,
    Gif,
    Avif,
    Bmp,
}
