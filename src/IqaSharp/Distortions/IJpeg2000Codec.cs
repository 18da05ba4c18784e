using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>A JPEG 2000 encoder and decoder; the library itself has none.</summary>
public interface IJpeg2000Codec
{
    /// <summary>Encodes an image at a compression ratio.</summary>
    /// <param name="image">The image.</param>
    /// <param name="ratio">Uncompressed size, width × height × 3 bytes, divided by the encoded size; 1 or more.</param>
    /// <returns>The encoded file.</returns>
    byte[] Encode(Image image, double ratio);

    /// <summary>Decodes the result of <see cref="Encode"/>.</summary>
    /// <param name="encoded">The encoded file.</param>
    Image Decode(byte[] encoded);
}
