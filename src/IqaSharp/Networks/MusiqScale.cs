using IqaSharp.Images;

namespace IqaSharp.Networks;

/// <summary>One scale of an image, cut into patches row by row. What lies outside the image is zero, that is mid-grey; the image sits in the middle.</summary>
public sealed class MusiqScale
{
    private const int Patch = MusiqConfig.Patch;

    private readonly Image? _image;
    private readonly float[] _resized;

    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="image">The pixels of a native scale, so that no float copy of a large photograph is made.</param>
    /// <param name="resized">[height, width, 3]: the pixels of a resized scale.</param>
    internal MusiqScale(int width, int height, Image? image, float[] resized)
    {
        (Width, Height, _image, _resized) = (width, height, image, resized);
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
    internal void CopyPatch(int row, int column, ReadOnlySpan<float> levels, Span<float> destination)
    {
        destination.Clear();
        var top = (row * Patch) - (((Rows * Patch) - Height) / 2);
        var left = (column * Patch) - (((Columns * Patch) - Width) / 2);
        var (firstX, lastX) = (Math.Max(left, 0), Math.Min(left + Patch, Width));
        for (var y = Math.Max(top, 0); y < Math.Min(top + Patch, Height); y++)
        {
            var source = ((y * Width) + firstX) * 3;
            var target = destination[(((y - top) * Patch) + firstX - left)..];
            if (_image is null)
            {
                Deinterleave(_resized.AsSpan(source, (lastX - firstX) * 3), target);
            }
            else
            {
                Deinterleave(_image.Pixels.Slice(source, (lastX - firstX) * 3), levels, target);
            }
        }
    }

    private static void Deinterleave(ReadOnlySpan<float> pixels, Span<float> planes)
    {
        for (var (i, x) = (0, 0); i < pixels.Length; i += 3, x++)
        {
            planes[x] = pixels[i];
            planes[x + (Patch * Patch)] = pixels[i + 1];
            planes[x + (2 * Patch * Patch)] = pixels[i + 2];
        }
    }

    private static void Deinterleave(ReadOnlySpan<byte> pixels, ReadOnlySpan<float> levels, Span<float> planes)
    {
        for (var (i, x) = (0, 0); i < pixels.Length; i += 3, x++)
        {
            planes[x] = levels[pixels[i]];
            planes[x + (Patch * Patch)] = levels[pixels[i + 1]];
            planes[x + (2 * Patch * Patch)] = levels[pixels[i + 2]];
        }
    }
}
