using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Maps;

/// <summary>Draws a plane in colours: from black for the lowest value, through violet and orange, to pale yellow for the highest.</summary>
public static class HeatMap
{
    /// <summary>Five colours of matplotlib's "inferno", evenly spaced.</summary>
    private static readonly (int Red, int Green, int Blue)[] Colours = [(0, 0, 4), (87, 16, 110), (188, 55, 84), (249, 142, 9), (252, 255, 164)];

    /// <param name="plane">The values.</param>
    /// <param name="low">The value drawn in black; lower ones are too.</param>
    /// <param name="high">The value drawn in pale yellow; higher ones are too.</param>
    public static Image Draw(Plane plane, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(plane);
        var values = plane.Samples;
        var pixels = new byte[values.Length * 3];
        for (var i = 0; i < values.Length; i++)
        {
            var position = Math.Clamp((float)(values[i] - low) / (high - low), 0, 1) * (Colours.Length - 1);
            var index = Math.Min((int)position, Colours.Length - 2);
            var fraction = position - index;
            var (a, b) = (Colours[index], Colours[index + 1]);
            pixels[3 * i] = (byte)(a.Red + (fraction * (b.Red - a.Red)));
            pixels[(3 * i) + 1] = (byte)(a.Green + (fraction * (b.Green - a.Green)));
            pixels[(3 * i) + 2] = (byte)(a.Blue + (fraction * (b.Blue - a.Blue)));
        }

        return new Image(plane.Width, plane.Height, pixels);
    }
}
