using IqaSharp.Imaging;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks;

/// <summary>8-bit pixels to a backbone's input: planes, (v − mean) / deviation per channel.</summary>
internal sealed class Normalisation(Backbone backbone)
{
    private readonly PixelLookup _levels = PixelLookup.Of(backbone);

    /// <summary>A part of the image as an input of a graph: its planes or, where the graph takes them, its pixels.</summary>
    public GraphValue Input(ICompiledGraph? graph, string name, Image image, int x, int y, int width, int height) => graph?.TakesPixels(name) == true
        ? new(name, Pixels(image, x, y, width, height), 1, height, width, 3)
        : new(name, Crop(image, x, y, width, height), 1, 3, height, width);

    private static byte[] Pixels(Image image, int x, int y, int width, int height)
    {
        var pixels = new byte[3 * width * height];
        for (var row = 0; row < height; row++)
        {
            image.Pixels.Slice((((y + row) * image.Width) + x) * 3, width * 3).CopyTo(pixels.AsSpan(row * width * 3));
        }

        return pixels;
    }

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
