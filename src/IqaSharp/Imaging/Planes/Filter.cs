using System.Buffers;

namespace IqaSharp.Imaging.Planes;

/// <summary>Correlation with separable and other filters.</summary>
internal static class Filter
{
    /// <summary>Filters where the window lies inside the image (MATLAB's <c>'valid'</c>).</summary>
    /// <param name="source">The image.</param>
    /// <param name="kernel">The taps along both dimensions; symmetric, so correlation and convolution are the same.</param>
    /// <returns>[height − size + 1, width − size + 1].</returns>
    public static Plane Valid(Plane source, float[] kernel) => Valid(source, kernel, kernel);

    /// <summary>Filters every pixel (MATLAB's <c>'same'</c>).</summary>
    public static Plane Same(Plane source, float[] kernel, Border border)
    {
        using var padded = Pad(source, kernel.Length / 2, kernel.Length - 1 - (kernel.Length / 2), border);
        return Valid(padded, kernel);
    }

    /// <summary>Correlation with a filter that is not separable, at every pixel.</summary>
    /// <param name="source">The image.</param>
    /// <param name="taps">[size, size], size odd.</param>
    /// <param name="border">The boundary handling.</param>
    public static Plane Correlate(Plane source, float[] taps, Border border)
    {
        var size = (int)Math.Sqrt(taps.Length);
        using var padded = Pad(source, size / 2, size / 2, border);
        var result = new Plane(source.Width, source.Height);
        ParallelWork.ForRows(source.Height, source.Width, (from, to) =>
        {
            var starts = new int[taps.Length];
            for (var y = from; y < to; y++)
            {
                for (var k = 0; k < starts.Length; k++)
                {
                    starts[k] = ((y + (k / size)) * padded.Width) + (k % size);
                }

                Lanes.Combine(padded.Samples, starts, taps, result.Row(y));
            }
        });
        return result;
    }

    /// <summary>Pads an image.</summary>
    /// <param name="source">The image.</param>
    /// <param name="before">Samples at the left and the top; when mirrored, fewer than the image has.</param>
    /// <param name="after">Samples at the right and the bottom.</param>
    /// <param name="border">Their values.</param>
    public static Plane Pad(Plane source, int before, int after, Border border)
    {
        var padded = new Plane(source.Width + before + after, source.Height + before + after);
        for (var y = 0; y < padded.Height; y++)
        {
            var row = padded.Row(y);
            var from = Index(y - before, source.Height, border);
            if (from < 0)
            {
                row.Clear();
                continue;
            }

            var line = source.Row(from);
            line.CopyTo(row[before..]);
            for (var x = 0; x < before + after; x++)
            {
                var to = x < before ? x : source.Width + x;
                var at = Index(to - before, source.Width, border);
                row[to] = at < 0 ? 0 : line[at];
            }
        }

        return padded;
    }

    private static int Index(int i, int length, Border border) => border switch
    {
        _ when i >= 0 && i < length => i,
        Border.Zero => -1,
        Border.Symmetric => Math.Clamp(i < 0 ? -1 - i : (2 * length) - 1 - i, 0, length - 1),
        _ => Math.Clamp(i < 0 ? -i : (2 * length) - 2 - i, 0, length - 1),
    };

    /// <summary>Separable correlation with different horizontal and vertical taps, where the window lies inside the image.</summary>
    /// <param name="source">The image.</param>
    /// <param name="across">The weights along a row.</param>
    /// <param name="down">The weights along a column.</param>
    public static Plane Valid(Plane source, float[] across, float[] down)
    {
        var (width, height) = (source.Width - across.Length + 1, source.Height - down.Length + 1);
        var result = new Plane(width, height);
        ParallelWork.ForRows(height, width, (from, to) =>
        {
            var lines = to - from + down.Length - 1;
            var buffer = ArrayPool<float>.Shared.Rent(lines * width);
            for (var y = 0; y < lines; y++)
            {
                Lanes.Correlate(source.Row(from + y), across, buffer.AsSpan(y * width, width));
            }

            Span<int> starts = stackalloc int[down.Length];
            for (var y = from; y < to; y++)
            {
                for (var k = 0; k < starts.Length; k++)
                {
                    starts[k] = (y - from + k) * width;
                }

                Lanes.Combine(buffer, starts, down, result.Row(y));
            }

            ArrayPool<float>.Shared.Return(buffer);
        });
        return result;
    }
}
