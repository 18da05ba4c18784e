namespace IqaSharp.Imaging.Decoding;

/// <summary>Converts the 8-bit YCbCr of a TIFF to RGB (TIFF 6.0, section 21), with the 16-bit fractions and the rounding of libtiff, which converts it for Pillow.</summary>
internal sealed class YCbCr
{
    private const int FractionBits = 16;
    private const int Half = 1 << (FractionBits - 1);

    private readonly int[] _luma = new int[256], _redOfCr = new int[256], _greenOfCr = new int[256], _greenOfCb = new int[256], _blueOfCb = new int[256];

    /// <param name="red">The weight of red in luma.</param>
    /// <param name="green">The weight of green.</param>
    /// <param name="blue">The weight of blue.</param>
    /// <param name="levels">The codes of black and white of Y, and of zero and most of Cb and Cr.</param>
    private YCbCr(float red, float green, float blue, float[] levels)
    {
        var (ofCr, ofCb) = (2 - (2 * red), 2 - (2 * blue));
        for (var code = 0; code < 256; code++)
        {
            _luma[code] = Value(code, levels[0], levels[1], 255);
            var cb = Value(code, levels[2], levels[3], 127);
            var cr = Value(code, levels[4], levels[5], 127);
            _redOfCr[code] = ((Fixed(ofCr) * cr) + Half) >> FractionBits;
            _blueOfCb[code] = ((Fixed(ofCb) * cb) + Half) >> FractionBits;
            _greenOfCr[code] = -Fixed(red * ofCr / green) * cr;
            _greenOfCb[code] = (-Fixed(blue * ofCb / green) * cb) + Half;
        }
    }

    /// <exception cref="BadImageException">The weights or the levels make no sense.</exception>
    public static YCbCr Of(TiffDirectory tags, string name)
    {
        var weights = Ratios(tags.All(TiffTag.YCbCrCoefficients), [0.299f, 0.587f, 0.114f]);
        var levels = Ratios(tags.All(TiffTag.ReferenceBlackWhite), [0, 255, 128, 255, 128, 255]);
        return weights.All(static weight => weight is >= 0 and <= 1) && weights[1] > 0 && levels.All(static level => level is >= 0 and <= 65535)
            ? new(weights[0], weights[1], weights[2], levels)
            : throw new BadImageException(name, "damaged TIFF: its definition of YCbCr makes no sense");
    }

    /// <param name="pixels">The first samples of each pixel are replaced.</param>
    /// <param name="samples">Samples per pixel, at least 3.</param>
    public void ToRgb(Span<byte> pixels, int samples)
    {
        for (var i = 0; i + 2 < pixels.Length; i += samples)
        {
            var (y, cb, cr) = (_luma[pixels[i]], pixels[i + 1], pixels[i + 2]);
            pixels[i] = (byte)Math.Clamp(y + _redOfCr[cr], 0, 255);
            pixels[i + 1] = (byte)Math.Clamp(y + ((_greenOfCb[cb] + _greenOfCr[cr]) >> FractionBits), 0, 255);
            pixels[i + 2] = (byte)Math.Clamp(y + _blueOfCb[cb], 0, 255);
        }
    }

    private static int Fixed(float factor) => (int)((Math.Clamp(factor, 0, 2) * (1 << FractionBits)) + 0.5);

    private static int Value(int code, float low, float high, float most) =>
        (int)Math.Clamp((code - (int)low) * most / (high == low ? 1 : high - low), -4096, 4096);

    private static float[] Ratios(uint[] values, float[] otherwise) => values.Length < 2 * otherwise.Length
        ? otherwise
        : [.. values.Chunk(2).Take(otherwise.Length).Select(static ratio => (float)ratio[0] / ratio[1])];
}
