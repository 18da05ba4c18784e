using IqaSharp.Imaging;
using IqaSharp.Imaging.Decoding;

namespace IqaSharp.Distortions;

/// <summary>Baseline JPEG with halved colour resolution (4:2:0).</summary>
internal static class Jpeg
{
    public static Image Compressed(Image image, double quality, RandomStream random) =>
        Image.Load(VipsEncoder.Jpeg(image, (int)quality), image.Name);
}
