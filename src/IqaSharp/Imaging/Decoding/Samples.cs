using NetVips;
using VipsImage = NetVips.Image;

namespace IqaSharp.Imaging.Decoding;

/// <summary>The layout of decoded samples, and their conversion to 8-bit RGB.</summary>
/// <param name="Colours">1 grey, 3 RGB, 4 CMYK.</param>
/// <param name="Bands">Samples per pixel.</param>
/// <param name="Wide">16 bits per sample instead of 8.</param>
/// <param name="Opacity">Which sample is opacity; −1 for none.</param>
/// <param name="YCbCr">How the first three samples become RGB, if they are not.</param>
internal readonly record struct Samples(int Colours, int Bands, bool Wide, int Opacity, YCbCr? YCbCr = null)
{
    /// <summary>The layout of an <see cref="Image"/>.</summary>
    public static Samples Rgb { get; } = new(3, 3, Wide: false, Opacity: -1);

    public int BytesPerPixel => Wide ? 2 * Bands : Bands;

    /// <param name="image">The decoded image.</param>
    /// <param name="tiff">What a TIFF says about its samples; of other formats the first sample after the colours is opacity.</param>
    /// <param name="name">The image's name in error messages.</param>
    /// <exception cref="BadImageException">These samples cannot be converted to RGB.</exception>
    public static Samples Of(VipsImage image, TiffKind? tiff, string name)
    {
        var wide = image.Format == Enums.BandFormat.Ushort;
        if (!wide && image.Format != Enums.BandFormat.Uchar)
        {
            throw new BadImageException(name, "has samples that are neither 8 nor 16 bits wide; those are the ones that are read");
        }

        var colours = image.Interpretation switch
        {
            Enums.Interpretation.Bw or Enums.Interpretation.Grey16 => 1,
            Enums.Interpretation.Srgb or Enums.Interpretation.Rgb or Enums.Interpretation.Rgb16 => 3,
            Enums.Interpretation.Cmyk => 4,
            _ => int.MaxValue,
        };
        var opacity = tiff is null ? colours : tiff.Opacity < 0 ? image.Bands : colours + tiff.Opacity;
        return colours <= image.Bands
            ? new(colours, image.Bands, wide, opacity < image.Bands ? opacity : -1, tiff?.YCbCr)
            : throw new BadImageException(name, $"has {image.Bands} samples per pixel that are neither grey, RGB nor CMYK");
    }

    /// <param name="pixels">[pixels, <see cref="Bands"/>], in native byte order; 16-bit samples are narrowed in place.</param>
    /// <returns>[pixels, 3]: the same memory if it is RGB already.</returns>
    public ReadOnlySpan<byte> ToRgb(Span<byte> pixels)
    {
        var narrow = Wide ? Narrow(pixels) : pixels;
        YCbCr?.ToRgb(narrow, Bands);
        if (this with { Wide = false, YCbCr = null } == Rgb)
        {
            return narrow;
        }

        var rgb = new byte[narrow.Length / Bands * 3];
        if (Colours == 1 && Opacity < 0)
        {
            Spread(narrow, rgb);
            return rgb;
        }

        for (int from = 0, to = 0; to < rgb.Length; from += Bands, to += 3)
        {
            var pixel = narrow.Slice(from, Bands);
            var (r, g, b) = Colours switch
            {
                1 => (pixel[0], pixel[0], pixel[0]),
                3 => (pixel[0], pixel[1], pixel[2]),
                _ => (Ink(pixel[0], pixel[3]), Ink(pixel[1], pixel[3]), Ink(pixel[2], pixel[3])),
            };
            var opacity = Opacity >= 0 ? pixel[Opacity] : (byte)255;
            rgb[to] = OnWhite(r, opacity);
            rgb[to + 1] = OnWhite(g, opacity);
            rgb[to + 2] = OnWhite(b, opacity);
        }

        return rgb;
    }

    /// <summary>Grey to three equal samples.</summary>
    private void Spread(ReadOnlySpan<byte> grey, Span<byte> rgb)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += Bands, to += 3)
        {
            rgb[to] = rgb[to + 1] = rgb[to + 2] = grey[from];
        }
    }

    /// <summary>Whether the lower bytes of wide samples are kept: not those of CMYK and YCbCr, which are converted in 8 bits.</summary>
    public bool HasLowBytes => Wide && Colours < 4 && YCbCr is null;

    /// <summary>The lower bytes of 16-bit samples; where a pixel is transparent, the upper byte of its composite again, so that it counts as 8 bits.</summary>
    /// <param name="pixels">[pixels, <see cref="Bands"/>], not narrowed yet.</param>
    /// <param name="bits">The bits that a sample had in the file; fewer than 16 are repeated below, so that white is 65535.</param>
    /// <returns>[pixels, 3].</returns>
    public byte[] LowBytes(ReadOnlySpan<byte> pixels, int bits)
    {
        var wide = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(pixels);
        var low = new byte[wide.Length / Bands * 3];
        for (int from = 0, to = 0; to < low.Length; from += Bands)
        {
            var opacity = Opacity >= 0 ? (byte)(wide[from + Opacity] >> 8) : (byte)255;
            for (var channel = 0; channel < 3; channel++)
            {
                var sample = wide[from + (Colours == 1 ? 0 : channel)];
                low[to++] = opacity < 255 ? OnWhite((byte)(sample >> 8), opacity) : (byte)(sample | (sample >> bits));
            }
        }

        return low;
    }

    /// <summary>Colours as they are and opacity, in 8 bits; null if all of these pixels are opaque, or CMYK.</summary>
    /// <param name="pixels">[pixels, <see cref="Bands"/>], not narrowed yet.</param>
    /// <returns>[pixels, 4].</returns>
    public byte[]? Rgba(ReadOnlySpan<byte> pixels)
    {
        if (Bands <= Colours || Colours == 4)
        {
            return null;
        }

        // The upper bytes of 16-bit samples, in native byte order.
        var (first, step) = Wide ? (BitConverter.IsLittleEndian ? 1 : 0, 2) : (0, 1);
        var rgba = new byte[pixels.Length / BytesPerPixel * 4];
        var opaque = true;
        for (int from = first, to = 0; to < rgba.Length; from += BytesPerPixel, to += 4)
        {
            rgba[to] = pixels[from];
            rgba[to + 1] = pixels[from + (Colours == 1 ? 0 : step)];
            rgba[to + 2] = pixels[from + (Colours == 1 ? 0 : 2 * step)];
            rgba[to + 3] = pixels[from + (Colours * step)];
            opaque &= rgba[to + 3] == byte.MaxValue;
        }

        return opaque ? null : rgba;
    }

    /// <summary>A colour composited on white: (v·a + 255·(255 − a)) / 255, rounded to nearest.</summary>
    public static byte OnWhite(byte value, byte opacity) => (byte)(255 - Of255((255 - value) * opacity));

    /// <summary>Red, green or blue from cyan, magenta or yellow, and black: Pillow's cmyk2rgb in libImaging/Convert.c, with the same rounding.</summary>
    private static byte Ink(byte ink, byte black) => (byte)Math.Max(0, 255 - black - Of255(ink * (255 - black)));

    /// <summary>n / 255, rounded to nearest, for n of 0 … 255².</summary>
    private static int Of255(int n) => (n + 127) / 255;

    private static Span<byte> Narrow(Span<byte> pixels)
    {
        var wide = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(pixels);
        for (var i = 0; i < wide.Length; i++)
        {
            pixels[i] = (byte)(wide[i] >> 8);
        }

        return pixels[..wide.Length];
    }
}
