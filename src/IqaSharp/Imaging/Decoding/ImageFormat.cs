namespace IqaSharp.Imaging.Decoding;

/// <summary>The supported file formats. They are recognised by content, never by file name.</summary>
internal enum ImageFormat
{
    Jpeg,
    Png,
    WebP,
    Tiff,
    Gif,
    Avif,
    Bmp,
    Anymap,
}
