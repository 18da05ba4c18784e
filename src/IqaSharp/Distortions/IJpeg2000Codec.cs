using IqaSharp.Imaging;

namespace IqaSharp.Distortions;

/// <summary>An encoder and decoder of JPEG 2000, which this library does not have.</summary>
public interface IJpeg2000Codec
{
    /// <summary>Encodes an image so that it takes a share of its size.</summary>
    /// <param name="image">The image.</param>
    /// <param name="ratio">How many times fewer bytes than width × height × 3; 1 or more.</param>
    byte[] Encode(Image image, double ratio);

    /// <summary>Decodes what <see cref="Encode"/> gave.</summary>
    /// <param name="encoded">The file.</param>
    Image Decode(byte[] encoded);
}
