using System.Buffers;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Local means, variances and covariance of two images in a sliding window.</summary>
/// <remarks>E[x²] − E[x]² would lose all digits of a small variance at a high level. So the moments of each row of the window are taken about its middle sample,
/// and combined by the law of total variance: the variance is the mean of the rows' variances plus the variance of the rows' means, again about the middle one.
/// The middle sample has the largest weight, so the distance of the mean from it is small where the variance is; where all samples are equal, the variance is exactly 0,
/// and the covariance of equal images is exactly their variance.</remarks>
internal static class LocalMoments
{
    /// <summary>Receives one row of moments.</summary>
    /// <param name="y">The top row of the window.</param>
    /// <param name="row">Valid during the call.</param>
    public delegate void RowAction(int y, Row row);

    /// <summary>Computes the moments row by row, on several threads, without image-sized buffers.</summary>
    /// <param name="x">The first image.</param>
    /// <param name="y">The second image, of the same size.</param>
    /// <param name="window">The separable window's taps: an odd number, symmetric, of sum 1.</param>
    /// <param name="action">Called once for each of the height − size + 1 rows, of width − size + 1 samples.</param>
    public static void ForEachRow(Plane x, Plane y, float[] window, RowAction action)
    {
        Plane.ThrowIfDifferent(x, y);
        var (width, height) = (x.Width - window.Length + 1, x.Height - window.Length + 1);
        ParallelWork.ForRows(height, x.Width, (from, to) => Band(x, y, window, width, from, to, action));
    }

    private static void Band(Plane x, Plane y, float[] window, int width, int from, int to, RowAction action)
    {
        var size = window.Length;
        var stride = Math.Max(width, MomentLanes.Width);
        var slot = MomentLanes.Quantities * stride;
        var moments = new MomentLanes(window, stride);
        var ring = ArrayPool<float>.Shared.Rent(slot * (size + 1));
        var result = ring.AsSpan(size * slot, slot);
        var (paddedX, paddedY) = (new float[width < stride ? stride + size - 1 : 0], new float[width < stride ? stride + size - 1 : 0]);
        Span<int> starts = stackalloc int[size];
        for (var line = from; line < to + size - 1; line++)
        {
            moments.Across(Padded(x.Row(line), paddedX), Padded(y.Row(line), paddedY), ring.AsSpan(line % size * slot, slot));
            if (line < from + size - 1)
            {
                continue;
            }

            for (var k = 0; k < size; k++)
            {
                starts[k] = (line + 1 + k) % size * slot;
            }

            moments.Down(ring, starts, result);
            action(line - size + 1, new Row(result, width));
        }

        ArrayPool<float>.Shared.Return(ring);
    }

    /// <summary>A row as long as the lanes need it.</summary>
    private static ReadOnlySpan<float> Padded(ReadOnlySpan<float> row, float[] padded)
    {
        if (padded.Length == 0)
        {
            return row;
        }

        row.CopyTo(padded);
        return padded;
    }

    /// <summary>The moments at the pixels of a row.</summary>
    public readonly ref struct Row(ReadOnlySpan<float> values, int width)
    {
        private readonly ReadOnlySpan<float> _values = values;

        public ReadOnlySpan<float> MeanX => Of(0);

        public ReadOnlySpan<float> MeanY => Of(1);

        /// <summary>Not below zero.</summary>
        public ReadOnlySpan<float> VarianceX => Of(2);

        /// <summary>Not below zero.</summary>
        public ReadOnlySpan<float> VarianceY => Of(3);

        public ReadOnlySpan<float> Covariance => Of(4);

        private ReadOnlySpan<float> Of(int quantity) => _values.Slice(_values.Length / MomentLanes.Quantities * quantity, width);
    }
}
