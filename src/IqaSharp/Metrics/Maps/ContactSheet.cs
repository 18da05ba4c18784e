using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;

namespace IqaSharp.Metrics.Maps;

/// <summary>Images side by side on one page, each with a title: a photograph, its reference and its maps.</summary>
public static class ContactSheet
{
    private const int Columns = 4;
    private const int LongestSide = 360;
    private const int Margin = 12;
    private const int TextHeight = 14;
    private const int TitleHeight = TextHeight + 8;

    /// <param name="tiles">The images, with their titles. Those that are larger than a tile are reduced.</param>
    public static Image Of(IReadOnlyList<(string Title, Image Image)> tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        ArgumentOutOfRangeException.ThrowIfZero(tiles.Count);
        var small = tiles.Select(tile => (tile.Title, Image: Reduced(tile.Image))).ToList();
        var columns = Math.Min(Columns, small.Count);
        var (width, height) = (small.Max(tile => tile.Image.Width), small.Max(tile => tile.Image.Height) + TitleHeight);
        var page = new Canvas(Margin + (columns * (width + Margin)), Margin + ((small.Count + columns - 1) / columns * (height + Margin)));
        foreach (var (i, (title, image)) in small.Index())
        {
            var (x, y) = (Margin + (i % columns * (width + Margin)), Margin + (i / columns * (height + Margin)));
            page.Text(title, x, y, TextHeight, width);
            page.Draw(image, x, y + TitleHeight);
        }

        return page.ToImage();
    }

    private static Image Reduced(Image image)
    {
        var scale = Math.Min(1, (double)LongestSide / Math.Max(image.Width, image.Height));
        return scale == 1 ? image : PillowBicubic.Resize(image, Math.Max(1, (int)Math.Round(image.Width * scale)), Math.Max(1, (int)Math.Round(image.Height * scale)));
    }
}
