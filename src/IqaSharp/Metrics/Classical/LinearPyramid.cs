using System.Buffers;
using System.Numerics;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>An image in linear light at several scales, each the 2×2 means of the one before; a last odd row or column counts twice.
/// The first scale is computed from the pixels when its rows are read.</summary>
internal sealed class LinearPyramid : IDisposable
{
    private readonly LinearRgb _pixels;
    private readonly List<double[]> _halved = [];

    /// <param name="pixels">The image.</param>
    /// <param name="scales">The number of scales.</param>
    public LinearPyramid(LinearRgb pixels, int scales)
    {
        _pixels = pixels;
        for (var scale = 1; scale < scales; scale++)
        {
            var (width, height) = Size(scale);
            _halved.Add(ArrayPool<double>.Shared.Rent(checked(3 * width * height)));
            ParallelWork.ForRows(height, 8 * width, (from, to) => Halve(scale, from, to));
        }
    }

    public int Scales => _halved.Count + 1;

    public (int Width, int Height) Size(int scale)
    {
        var (width, height) = (_pixels.Width, _pixels.Height);
        for (; scale > 0; scale--)
        {
            (width, height) = ((width + 1) / 2, (height + 1) / 2);
        }

        return (width, height);
    }

    /// <summary>Reads one row of red, green and blue, each [width] or longer.</summary>
    public void Row(int scale, int y, Span<double> red, Span<double> green, Span<double> blue)
    {
        if (scale == 0)
        {
            _pixels.Row(y, red, green, blue);
            return;
        }

        Channel(scale, 0, y).CopyTo(red);
        Channel(scale, 1, y).CopyTo(green);
        Channel(scale, 2, y).CopyTo(blue);
    }

    /// <summary>A row of half the length.</summary>
    /// <param name="above">The upper of two rows.</param>
    /// <param name="below">The lower.</param>
    /// <param name="half">[⌈width / 2⌉]: their 2×2 means.</param>
    public static void Halve<T>(ReadOnlySpan<T> above, ReadOnlySpan<T> below, Span<T> half)
        where T : IFloatingPoint<T>
    {
        var quarter = T.CreateChecked(0.25);
        for (var x = 0; x < half.Length; x++)
        {
            var right = Math.Min((2 * x) + 1, above.Length - 1);
            half[x] = quarter * (above[2 * x] + above[right] + (below[2 * x] + below[right]));
        }
    }

    public void Dispose()
    {
        _halved.ForEach(level => ArrayPool<double>.Shared.Return(level));
        _halved.Clear();
    }

    private Span<double> Channel(int scale, int channel, int y)
    {
        var (width, height) = Size(scale);
        return _halved[scale - 1].AsSpan(((channel * height) + y) * width, width);
    }

    private void Halve(int scale, int from, int to)
    {
        var (width, height) = Size(scale - 1);
        var rows = Enumerable.Range(0, 6).Select(_ => new double[width]).ToArray();
        for (var y = from; y < to; y++)
        {
            Row(scale - 1, 2 * y, rows[0], rows[1], rows[2]);
            Row(scale - 1, Math.Min((2 * y) + 1, height - 1), rows[3], rows[4], rows[5]);
            for (var channel = 0; channel < 3; channel++)
            {
                Halve<double>(rows[channel], rows[channel + 3], Channel(scale, channel, y));
            }
        }
    }
}
