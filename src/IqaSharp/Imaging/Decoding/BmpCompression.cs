namespace IqaSharp.Imaging.Decoding;

/// <summary>How a BMP stores its pixels: <c>biCompression</c> in the Windows SDK's wingdi.h. JPEG and PNG inside a BMP are meant for printers.</summary>
internal enum BmpCompression : uint
{
    None = 0,
    RunLength8 = 1,
    RunLength4 = 2,
    BitFields = 3,
    AlphaBitFields = 6,
}
