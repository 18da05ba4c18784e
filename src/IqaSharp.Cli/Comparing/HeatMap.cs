using IqaSharp.Imaging;

namespace IqaSharp.Cli.Comparing;

/// <summary>Numbers at places, as colours: black for the least, over violet and orange to pale yellow for the most.</summary>
internal static class HeatMap
{
    private static readonly (int Red, int Green, int Blue)[] Colours = [(0, 0, 4), (87, 16, 110), (188, 55, 84), (249, 142, 9), (252, 255, 164)];

    /// <param name="values">Row by row.</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="most">What is drawn palest; the darkest is 0.</param>
    public static Image Draw(ReadOnlySpan<float> values, int width, double most)
    {
        var pixels = new byte[values.Length * 3];
        for (var i = 0; i < values.Length; i++)
        {
            var place = Math.Clamp(values[i] / most, 0, 1) * (Colours.Length - 1);
            var (below, share) = (Math.Min((int)place, Colours.Length - 2), place - Math.Min((int)place, Colours.Length - 2));
            var (a, b) = (Colours[below], Colours[below + 1]);
            pixels[3 * i] = (byte)(a.Red + (share * (b.Red - a.Red)));
            pixels[(3 * i) + 1] = (byte)(a.Green + (share * (b.Green - a.Green)));
            pixels[(3 * i) + 2] = (byte)(a.Blue + (share * (b.Blue - a.Blue)));
        }

        return new Image(width, values.Length / width, pixels);
    }
}
