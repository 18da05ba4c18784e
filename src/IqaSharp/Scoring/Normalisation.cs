using IqaSharp.Images;
using IqaSharp.Networks;

namespace IqaSharp.Scoring;

/// <summary>From 8-bit pixels to what a backbone wants: planes, (v − mean) / deviation per channel.</summary>
internal sealed class Normalisation(Backbone backbone)
{
    private readonly float[][] _levels =
        [.. Enumerable.Range(0, 3).Select(channel => Enumerable.Range(0, 256).Select(v => (v - backbone.Mean[channel]) / backbone.Deviation[channel]).ToArray())];

    /// <summary>[3, side, side]: a square of the image.</summary>
    public float[] Crop(Image image, int x, int y, int side)
    {
        var planes = new float[3 * side * side];
        for (var row = 0; row < side; row++)
        {
            var pixels = image.Pixels.Slice((((y + row) * image.Width) + x) * 3, side * 3);
            for (var channel = 0; channel < 3; channel++)
            {
                var levels = _levels[channel];
                var plane = planes.AsSpan(((channel * side) + row) * side, side);
                for (var i = 0; i < side; i++)
                {
                    plane[i] = levels[pixels[(3 * i) + channel]];
                }
            }
        }

        return planes;
    }
}
