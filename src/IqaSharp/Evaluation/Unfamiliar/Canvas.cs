using IqaSharp.Imaging;

namespace IqaSharp.Evaluation.Unfamiliar;

/// <summary>Draws flat shapes with smooth edges.</summary>
internal sealed class Canvas
{
    private readonly byte[] _rgb;

    public Canvas(int width, int height, Colour background)
    {
        (Width, Height, _rgb) = (width, height, new byte[3 * width * height]);
        Rectangle(0, 0, width, height, background);
    }

    public int Width { get; }

    public int Height { get; }

    public Image ToImage() => new(Width, Height, _rgb);

    /// <summary>Sets a pixel.</summary>
    public void Set(int x, int y, Colour colour) => (_rgb[Index(x, y)], _rgb[Index(x, y) + 1], _rgb[Index(x, y) + 2]) = (colour.R, colour.G, colour.B);

    public void Rectangle(int left, int top, int width, int height, Colour colour)
    {
        for (var y = Math.Max(top, 0); y < Math.Min(top + height, Height); y++)
        {
            for (var x = Math.Max(left, 0); x < Math.Min(left + width, Width); x++)
            {
                Set(x, y, colour);
            }
        }
    }

    /// <summary>A rectangle's outline, a pixel wide.</summary>
    public void Frame(int left, int top, int width, int height, Colour colour)
    {
        Rectangle(left, top, width, 1, colour);
        Rectangle(left, top + height - 1, width, 1, colour);
        Rectangle(left, top, 1, height, colour);
        Rectangle(left + width - 1, top, 1, height, colour);
    }

    public void Disc(double x, double y, double radius, Colour colour) => Line(x, y, x, y, 2 * radius, colour);

    /// <summary>A line with round ends; a pixel is covered as far as it lies inside.</summary>
    public void Line(double fromX, double fromY, double toX, double toY, double width, Colour colour)
    {
        var (dx, dy) = (toX - fromX, toY - fromY);
        var length = Math.Max((dx * dx) + (dy * dy), 1e-9);
        var reach = (width / 2) + 1;
        for (var y = Math.Max((int)(Math.Min(fromY, toY) - reach), 0); y <= Math.Min((int)(Math.Max(fromY, toY) + reach), Height - 1); y++)
        {
            for (var x = Math.Max((int)(Math.Min(fromX, toX) - reach), 0); x <= Math.Min((int)(Math.Max(fromX, toX) + reach), Width - 1); x++)
            {
                var along = Math.Clamp((((x - fromX) * dx) + ((y - fromY) * dy)) / length, 0, 1);
                var distance = Math.Sqrt(Math.Pow(x - fromX - (along * dx), 2) + Math.Pow(y - fromY - (along * dy), 2));
                Blend(Index(x, y), Math.Clamp((width / 2) + 0.5 - distance, 0, 1), colour);
            }
        }
    }

    private void Blend(int index, double cover, Colour colour)
    {
        if (cover > 0)
        {
            _rgb[index] = Mixed(_rgb[index], colour.R, cover);
            _rgb[index + 1] = Mixed(_rgb[index + 1], colour.G, cover);
            _rgb[index + 2] = Mixed(_rgb[index + 2], colour.B, cover);
        }
    }

    private int Index(int x, int y) => 3 * ((y * Width) + x);

    private static byte Mixed(byte below, byte above, double cover) => (byte)Math.Round(below + (cover * (above - below)));
}
