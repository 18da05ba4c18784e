using IqaSharp.Imaging;
using IqaSharp.Imaging.Decoding;

namespace IqaSharp.Distortions;

/// <summary>Baseline JPEG with 4:2:0 chroma subsampling.</summary>
internal static class Jpeg
{
    public static Image Compress(Image image, double quality, RandomStream random) =>
        Image.Load(VipsEncoder.Jpeg(image, (int)quality), image.Name);
}
