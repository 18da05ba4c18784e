using System.Runtime.CompilerServices;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>A first convolution of 3×3 pixels at every second one, computed as one of 1×1 over windows of 32 bytes: the instructions multiply
/// four bytes at once, and three channels are too few for them. A window holds its three rows of three pixels, then nothing.</summary>
internal static class Stem
{
    /// <summary>Bytes of a window.</summary>
    public const int WindowChannels = 32;

    private const int Colours = 3;
    private const int Kernel = 3;
    private const int Stride = 2;
    private const int RowBytes = Kernel * Colours;

    /// <summary>Whether a convolution is such a one.</summary>
    public static bool Fits(Convolution c) => c is { Inputs: Colours, Kernel: Kernel, Stride: Stride, Groups: 1 } && c.Padding.IsSame;

    /// <summary>How many windows there are along a side.</summary>
    public static int Windows(int side) => (side + Stride - 1) / Stride;

    /// <summary>The same weights for windows: [out, 3, 3, 3] → [out, 32, 1, 1].</summary>
    public static ByteWeight OfWindows(ByteWeight weight)
    {
        var outputs = weight.Shape[0];
        var values = new sbyte[outputs * WindowChannels];
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < Colours * Kernel * Kernel; i++)
            {
                var (colour, place) = (i / (Kernel * Kernel), i % (Kernel * Kernel));
                values[(o * WindowChannels) + (place * Colours) + colour] = weight.Values[(o * Colours * Kernel * Kernel) + i];
            }
        }

        return weight with { Values = values, Shape = [outputs, WindowChannels, 1, 1] };
    }

    /// <summary>Lays an image out as windows, as SAME pads it.</summary>
    /// <param name="pixels">[height, width, 3].</param>
    /// <param name="height">In pixels.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="outside">The byte of a pixel outside the image.</param>
    /// <param name="windows">[rows, columns, 32].</param>
    public static void LayOut(ReadOnlySpan<byte> pixels, int height, int width, byte outside, Span<byte> windows)
    {
        var (rows, columns) = (Windows(height), Windows(width));
        var (top, left) = (height % Stride, width % Stride); // an odd side is padded on both ends, an even one on the far end
        windows.Clear();
        for (var row = 0; row < rows; row++)
        {
            for (var y = 0; y < Kernel; y++)
            {
                var sourceRow = (row * Stride) + y - top;
                var line = sourceRow >= 0 && sourceRow < height ? pixels.Slice(sourceRow * width * Colours, width * Colours) : [];
                for (var column = 0; column < columns; column++)
                {
                    var target = windows.Slice((((row * columns) + column) * WindowChannels) + (y * RowBytes), RowBytes);
                    var first = ((column * Stride) - left) * Colours;
                    if (first >= 0 && first + RowBytes <= line.Length)
                    {
                        Unsafe.WriteUnaligned(ref target[0], Unsafe.ReadUnaligned<long>(in line[first])); // eight bytes and one
                        target[RowBytes - 1] = line[first + RowBytes - 1];
                    }
                    else
                    {
                        Edge(line, first, outside, target);
                    }
                }
            }
        }
    }

    private static void Edge(ReadOnlySpan<byte> line, int first, byte outside, Span<byte> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = first + i >= 0 && first + i < line.Length ? line[first + i] : outside;
        }
    }
}
