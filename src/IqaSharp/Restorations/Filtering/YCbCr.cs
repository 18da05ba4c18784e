using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;

namespace IqaSharp.Restorations.Filtering;

/// <summary>JPEG's luma and chroma (JFIF 1.02): ITU-R BT.601, full range, chroma centred on 128, not rounded.</summary>
internal static class YCbCr
{
    public static ColourPlanes Of(Image image) => ColourPlanes.Of(image, static (red, green, blue) =>
    {
        var (r, g, b) = ((float)red, (float)green, (float)blue);
        var y = (0.299f * r) + (0.587f * g) + (0.114f * b);
        return (y, 128f + ((b - y) / 1.772f), 128f + ((r - y) / 1.402f));
    });

    public static Image ToImage(ColourPlanes planes) => planes.ToImage(static (y, cb, cr) =>
    {
        var (u, v) = (cb - 128f, cr - 128f);
        return (ToByte(y + (1.402f * v)), ToByte(y - (0.114f * 1.772f / 0.587f * u) - (0.299f * 1.402f / 0.587f * v)), ToByte(y + (1.772f * u)));
    });

    /// <summary>The nearest 8-bit sample.</summary>
    public static byte ToByte(float value) => (byte)(Math.Clamp(value, 0f, 255f) + 0.5f);
}
