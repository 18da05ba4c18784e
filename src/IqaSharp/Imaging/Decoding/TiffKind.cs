namespace IqaSharp.Imaging.Decoding;

/// <summary>What the tags of a TIFF say about its samples, where libvips takes no notice.</summary>
/// <param name="Compression">The number of the compression.</param>
/// <param name="Opacity">Which of the samples after the colours is opacity; −1 for none.</param>
/// <param name="IsTiled">Tiles instead of strips.</param>
/// <param name="IsSubsampled">Fewer samples of Cb and Cr than of Y, which libtiff converts to RGBA. libvips does not notice where that fails.</param>
/// <param name="Orientation">How the stored pixels are rotated.</param>
/// <param name="MustBeUpright">Whether libvips must be given the file with its orientation set to upright.</param>
/// <param name="YCbCr">How the samples become RGB; <see langword="null"/> if libvips converts them, or they are no YCbCr.</param>
internal sealed record TiffKind(uint Compression, int Opacity, bool IsTiled, bool IsSubsampled, ExifOrientation Orientation, bool MustBeUpright, YCbCr? YCbCr)
{
    private const uint White = 0, Black = 1, Rgb = 2, Palette = 3, Mask = 4, Separated = 5, Luma = 6, CieLab = 8, Sensor = 32803, LinearRaw = 34892;
    private const uint OldJpeg = 6, Jpeg = 7;

    /// <exception cref="BadImageException">It is of a kind that is not read, or would be decoded wrongly.</exception>
    public static TiffKind Of(TiffDirectory tags, string name)
    {
        var photometric = tags.One(TiffTag.Photometric, White);
        var samples = tags.One(TiffTag.SamplesPerPixel, 1);
        var compression = tags.One(TiffTag.Compression, 1);
        if (WhyNot(tags, photometric, samples, compression) is { } kind)
        {
            throw new BadImageException(name, kind);
        }

        // libtiff would rotate the tiles of subsampled colour one by one.
        uint[] sampling = tags.All(TiffTag.YCbCrSubSampling) is [var across, var down, ..] ? [across, down] : [2, 2];
        var isStored = photometric == Luma && compression != Jpeg;
        var isSubsampled = isStored && sampling is not [1, 1];
        return new(
            compression,
            isSubsampled ? -1 : OpacityOf(tags, photometric, samples),
            tags.IsTiled,
            isSubsampled,
            tags.Orientation,
            !tags.HasStandardOrientation || (isSubsampled && tags.IsTiled && tags.Orientation != ExifOrientation.Upright),
            isStored && !isSubsampled ? Decoding.YCbCr.Of(tags, name) : null);
    }

    /// <summary>Section 18: 1 is premultiplied opacity, which libvips divides by, 2 is opacity; Corel Draw writes 999 for it.
    /// Without the tag the fourth sample of RGB is opacity, as in Pillow.</summary>
    private static int OpacityOf(TiffDirectory tags, uint photometric, uint samples) => tags.Has(TiffTag.ExtraSamples)
        ? Array.FindIndex(tags.All(TiffTag.ExtraSamples), static extra => extra is 1 or 2 or 999)
        : photometric == Rgb && samples == 4 ? 0 : -1;

    private static string? WhyNot(TiffDirectory tags, uint photometric, uint samples, uint compression)
    {
        // The first page of a camera's raw file is often a small preview: it must not be taken for the image.
        if (photometric is Sensor or LinearRaw || tags.Has(TiffTag.DngVersion) || (tags.Has(TiffTag.SubDirectories) && (tags.One(TiffTag.SubfileType, 0) & 1) != 0))
        {
            return OtherFormat.CameraRaw.Reason;
        }

        // In separate planes libvips mixes up the rows of all but RGB and CMYK.
        var bits = tags.All(TiffTag.BitsPerSample);
        return (photometric, tags.One(TiffTag.SampleFormat, 1)) switch
        {
            _ when compression == OldJpeg => NotRead("of old-style JPEG (compression 6)"),
            (_, 2) => NotRead("of signed samples"),
            (_, 3) => NotRead("of floating-point samples"),
            (_, 5 or 6) => NotRead("of complex numbers"),
            (Mask, _) => NotRead("that is a mask"),
            (Separated, _) when tags.One(TiffTag.InkSet, 1) != 1 => NotRead("of inks other than CMYK"),
            (CieLab, _) when bits is [8, ..] => NotRead("of CIELAB"),
            (not (White or Black or Rgb or Palette or Separated or Luma or CieLab), _) => NotRead($"of photometric interpretation {photometric}"),
            (White or Black or Palette or Luma, _) when samples > 1 && tags.One(TiffTag.PlanarConfiguration, 1) == 2 => NotRead("of grey, a palette or YCbCr in separate planes"),
            _ when !IsRead(bits, photometric, samples) => NotRead($"of {Words(bits)} bits per sample"),
            _ => null,
        };
    }

    private static string NotRead(string kind) => $"a TIFF {kind}, which is not read; convert it to PNG";

    private static bool IsRead(uint[] bits, uint photometric, uint samples) => bits.Distinct().ToArray() switch
    {
        [] => samples == 1,
        [8] => true,
        [16] => photometric != Luma,
        [1 or 2 or 4] => samples == 1,
        _ => false,
    };

    private static string Words(uint[] bits) => bits.Distinct().Count() switch
    {
        0 => "1",
        1 => $"{bits[0]}",
        _ => $"{string.Join(", ", bits[..^1])} and {bits[^1]}",
    };
}
