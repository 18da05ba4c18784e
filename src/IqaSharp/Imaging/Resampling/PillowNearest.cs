namespace IqaSharp.Imaging.Resampling;

/// <summary>Pillow's <c>Image.resize(…, Image.NEAREST)</c>, exactly.</summary>
/// <remarks>Pillow's src/libImaging/Geometry.c accumulates the scale from pixel to pixel in double precision; its rounding decides which pixel is nearest, so this does the same.</remarks>
internal static class PillowNearest
{
    /// <summary>Resizes an image.</summary>
    public static Image Resize(Image image, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var (columns, rows) = (Positions(image.Width, width), Positions(image.Height, height));
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            var source = image.Pixels.Slice(rows[y] * image.Width * 3, image.Width * 3);
            var target = pixels.AsSpan(y * width * 3, width * 3);
            for (var x = 0; x < width; x++)
            {
                source.Slice(columns[x] * 3, 3).CopyTo(target[(3 * x)..]);
            }
        }

        return new Image(width, height, pixels).Named(image.Name);
    }

    private static int[] Positions(int inputs, int outputs)
    {
        var scale = (double)inputs / outputs;
        var positions = new int[outputs];
        var position = scale * 0.5;
        for (var o = 0; o < outputs; o++)
        {
            positions[o] = Math.Min((int)position, inputs - 1);
            position += scale;
        }

        return positions;
    }
}
