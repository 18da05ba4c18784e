using ImageMagick;
using ImageMagick.Formats;
using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;

namespace IqaSharp.Training.Distortions;

/// <summary>JPEG 2000 by OpenJPEG, through ImageMagick: one quality layer, sized by the encoder's rate control.</summary>
internal sealed class MagickJpeg2000 : IJpeg2000Codec
{
    /// <inheritdoc/>
    public byte[] Encode(Image image, double ratio)
    {
        ArgumentNullException.ThrowIfNull(image);
        var layout = new PixelReadSettings((uint)image.Width, (uint)image.Height, StorageType.Char, PixelMapping.RGB);
        try
        {
            using var magick = new MagickImage();
            magick.ReadPixels(image.Pixels, layout);
            return magick.ToByteArray(new Jp2WriteDefines { Rate = [(float)ratio] });
        }
        catch (MagickException e)
        {
            throw new BadInputException(image.Name, $"cannot be encoded as JPEG 2000: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public Image Decode(byte[] encoded)
    {
        using var magick = new MagickImage(encoded, MagickFormat.Jp2);
        using var pixels = magick.GetPixels();
        return new Image((int)magick.Width, (int)magick.Height, pixels.ToByteArray(PixelMapping.RGB)!);
    }
}
