using System.Security;
using IqaSharp.Imaging.Decoding;
using NetVips;
using Image = IqaSharp.Imaging.Image;

namespace IqaSharp.Metrics.Maps;

/// <summary>A white page to put images and text on.</summary>
internal sealed class Canvas
{
    private const byte Ink = 0x22;

    private readonly int _width;
    private readonly byte[] _pixels;

    public Canvas(int width, int height)
    {
        (_width, _pixels) = (width, new byte[checked(width * height * 3)]);
        Array.Fill(_pixels, (byte)255);
    }

    public Image ToImage() => new(_width, _pixels.Length / 3 / _width, _pixels);

    public void Draw(Image image, int x, int y)
    {
        for (var row = 0; row < image.Height; row++)
        {
            image.Pixels.Slice(row * image.Width * 3, image.Width * 3).CopyTo(_pixels.AsSpan((((y + row) * _width) + x) * 3));
        }
    }

    /// <param name="text">A line; what does not fit is cut off. Without fonts on the machine nothing is written.</param>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="height">The height of the font in pixels.</param>
    /// <param name="breadth">Pixels that it may take.</param>
    /// <param name="toRight">Whether it ends at the right edge of these pixels.</param>
    public void Text(string text, int x, int y, int height, int breadth, bool toRight = false)
    {
        try
        {
            Vips.Initialise();
            using var drawn = NetVips.Image.Text(SecurityElement.Escape(text), font: $"sans {height}px", dpi: 72);
            var (coverage, shown) = (drawn.WriteToMemory<byte>(), Math.Min(drawn.Width, breadth));
            var left = x + (toRight ? breadth - shown : 0);
            for (var row = 0; row < drawn.Height; row++)
            {
                for (var column = 0; column < shown; column++)
                {
                    var pixel = (((y + row) * _width) + left + column) * 3;
                    if (pixel < _pixels.Length)
                    {
                        _pixels.AsSpan(pixel, 3).Fill((byte)(255 - (coverage[(row * drawn.Width) + column] * (255 - Ink) / 255)));
                    }
                }
            }
        }
        catch (VipsException)
        {
            // no fonts, or nothing to write
        }
    }
}
