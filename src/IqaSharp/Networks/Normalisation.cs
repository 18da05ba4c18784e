using IqaSharp.Imaging;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks;

/// <summary>8-bit pixels to a backbone's input: planes, (v − mean) / deviation per channel.</summary>
internal sealed class Normalisation(Backbone backbone)
{
    private readonly PixelLookup _levels = PixelLookup.Of(backbone);

    /// <summary>[3, height, width]: a part of the image.</summary>
    public float[] Crop(Image image, int x, int y, int width, int height)
    {
        var planes = new float[3 * width * height];
        for (var row = 0; row < height; row++)
        {
            _levels.Deinterleave(image.Pixels.Slice((((y + row) * image.Width) + x) * 3, width * 3), planes.AsSpan(row * width), width * height);
        }

        return planes;
    }
}
