using IqaSharp.Imaging;

namespace IqaSharp.Networks.Musiq;

/// <summary>One scale of an image, cut into patches row by row. The image is centred and padded with zeros (mid-grey after normalisation).</summary>
internal sealed class MusiqScale
{
    private const int Patch = MusiqConfig.Patch;

    private readonly Image? _image;
    private readonly float[] _resized;

    /// <param name="image">8-bit pixels; no float copy is made, since it may be a large photograph.</param>
    internal MusiqScale(Image image)
        : this(image.Width, image.Height, []) => _image = image;

    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="resized">[height, width, 3].</param>
    internal MusiqScale(int width, int height, float[] resized)
    {
        (Width, Height, _resized) = (width, height, resized);
        (Columns, Rows) = ((width + Patch - 1) / Patch, (height + Patch - 1) / Patch);
    }

    /// <summary>Width in pixels, before padding.</summary>
    public int Width { get; }

    /// <summary>Height in pixels, before padding.</summary>
    public int Height { get; }

    /// <summary>Patches from left to right.</summary>
    public int Columns { get; }

    /// <summary>Patches from top to bottom.</summary>
    public int Rows { get; }

    /// <summary>Writes one patch, planar.</summary>
    internal void CopyPatch(int row, int column, PixelLookup levels, Span<float> destination) =>
        CopyWindow(column * Patch, row * Patch, Patch, Patch, levels, destination);

    /// <summary>Writes all of it with its padding, planar: [3, 32 · rows, 32 · columns].</summary>
    internal void CopyAll(PixelLookup levels, Span<float> destination) => CopyWindow(0, 0, Columns * Patch, Rows * Patch, levels, destination);

    /// <summary>Writes the 8-bit pixels of all of it: [32 · rows, 32 · columns, 3].</summary>
    /// <param name="padding">The value of the padding.</param>
    /// <param name="destination">Where to.</param>
    internal void CopyAll(byte padding, Span<byte> destination)
    {
        destination.Fill(padding);
        var (top, left, width) = (((Rows * Patch) - Height) / 2, ((Columns * Patch) - Width) / 2, Columns * Patch);
        for (var row = 0; row < Height; row++)
        {
            _image!.Pixels.Slice(row * Width * 3, Width * 3).CopyTo(destination[((((top + row) * width) + left) * 3)..]);
        }
    }

    private void CopyWindow(int x, int y, int width, int height, PixelLookup levels, Span<float> destination)
    {
        destination.Clear();
        var top = y - (((Rows * Patch) - Height) / 2);
        var left = x - (((Columns * Patch) - Width) / 2);
        var (firstX, lastX) = (Math.Max(left, 0), Math.Min(left + width, Width));
        for (var row = Math.Max(top, 0); row < Math.Min(top + height, Height); row++)
        {
            var source = ((row * Width) + firstX) * 3;
            var target = destination[(((row - top) * width) + firstX - left)..];
            if (_image is null)
            {
                Deinterleave(_resized.AsSpan(source, (lastX - firstX) * 3), target, width * height);
            }
            else
            {
                levels.Deinterleave(_image.Pixels.Slice(source, (lastX - firstX) * 3), target, width * height);
            }
        }
    }

    private static void Deinterleave(ReadOnlySpan<float> pixels, Span<float> planes, int area)
    {
        for (var (i, x) = (0, 0); i < pixels.Length; i += 3, x++)
        {
            planes[x] = pixels[i];
            planes[x + area] = pixels[i + 1];
            planes[x + (2 * area)] = pixels[i + 2];
        }
    }
}
