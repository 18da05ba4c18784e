using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics.Maps;

/// <summary>Puts what colours mean below a map.</summary>
public static class MapLegend
{
    private const int Margin = 8;
    private const int TextHeight = 13;
    private const int BarHeight = 12;
    private const int Height = (4 * Margin) + (2 * TextHeight) + BarHeight;
    private const int Narrowest = 240;

    /// <summary>A map with its scale below it: a title, the colours, the values at their ends.</summary>
    /// <param name="map">The map; the result is as wide, but no narrower than the legend.</param>
    /// <param name="low">The value drawn in black.</param>
    /// <param name="high">The value drawn in pale yellow.</param>
    /// <param name="title">What the values are, and which end is good.</param>
    public static Image Below(Image map, double low, double high, string title)
    {
        ArgumentNullException.ThrowIfNull(map);
        var width = Math.Max(Narrowest, map.Width);
        var (page, inner, top) = (new Canvas(width, map.Height + Height), width - (2 * Margin), map.Height + Margin);
        page.Draw(map, 0, 0);
        page.Text(title, Margin, top, TextHeight, inner);
        page.Draw(Bar(inner), Margin, top + TextHeight + Margin);
        var numbers = top + TextHeight + BarHeight + (2 * Margin) - 2;
        page.Text(Text(low), Margin, numbers, TextHeight, inner / 2);
        page.Text(Text(high), Margin + (inner / 2), numbers, TextHeight, inner - (inner / 2), toRight: true);
        return page.ToImage();
    }

    private static Image Bar(int width)
    {
        var pixels = new byte[width * BarHeight * 3];
        for (var i = 0; i < width * BarHeight; i++)
        {
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = ColourScale.At((double)(i % width) / Math.Max(1, width - 1));
        }

        return new Image(width, BarHeight, pixels);
    }

    private static string Text(double value) => Printable.Of(value, "0.###");
}
