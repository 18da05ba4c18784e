using System.Buffers;
using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Local means, variances and covariance of two images in a sliding window.</summary>
internal static class LocalMoments
{
    private const int Quantities = 5;

    /// <summary>Receives one row of moments.</summary>
    /// <param name="y">The top row of the window.</param>
    /// <param name="row">Valid during the call.</param>
    public delegate void RowAction(int y, Row row);

    /// <summary>Computes the moments row by row, on several threads, without image-sized buffers.</summary>
    /// <param name="x">The first image.</param>
    /// <param name="y">The second image, of the same size.</param>
    /// <param name="window">The separable window's taps, which sum to 1.</param>
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
        var ring = ArrayPool<float>.Shared.Rent(Quantities * size * width);
        var products = ArrayPool<float>.Shared.Rent(x.Width);
        var moments = ArrayPool<float>.Shared.Rent(Quantities * width);
        Span<int> starts = stackalloc int[size];
        for (var line = from; line < to + size - 1; line++)
        {
            Gather(x.Row(line), y.Row(line), products.AsSpan(0, x.Width), line % size);
            if (line < from + size - 1)
            {
                continue;
            }

            for (var q = 0; q < Quantities; q++)
            {
                for (var k = 0; k < size; k++)
                {
                    starts[k] = ((q * size) + ((line + 1 + k) % size)) * width;
                }

                Lanes.Combine(ring, starts, window, moments.AsSpan(q * width, width));
            }

            var row = new Row(moments.AsSpan(0, Quantities * width));
            row.Centre(products.AsSpan(0, width));
            action(line - size + 1, row);
        }

        ArrayPool<float>.Shared.Return(ring);
        ArrayPool<float>.Shared.Return(products);
        ArrayPool<float>.Shared.Return(moments);

        void Gather(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> product, int slot)
        {
            Put(a, 0);
            Put(b, 1);
            TensorPrimitives.Multiply(a, a, product);
            Put(product, 2);
            TensorPrimitives.Multiply(b, b, product);
            Put(product, 3);
            TensorPrimitives.Multiply(a, b, product);
            Put(product, 4);

            void Put(ReadOnlySpan<float> values, int quantity) => Lanes.Correlate(values, window, ring.AsSpan(((quantity * size) + slot) * width, width));
        }
    }

    /// <summary>The moments at the pixels of a row.</summary>
    public readonly ref struct Row(Span<float> values)
    {
        private readonly Span<float> _values = values;

        public ReadOnlySpan<float> MeanX => Of(0);

        public ReadOnlySpan<float> MeanY => Of(1);

        /// <summary>Not below zero.</summary>
        public ReadOnlySpan<float> VarianceX => Of(2);

        /// <summary>Not below zero.</summary>
        public ReadOnlySpan<float> VarianceY => Of(3);

        public ReadOnlySpan<float> Covariance => Of(4);

        /// <summary>Converts means of products to variances and covariance.</summary>
        internal void Centre(Span<float> scratch)
        {
            Centre(Of(0), Of(0), Of(2), scratch);
            Centre(Of(1), Of(1), Of(3), scratch);
            Centre(Of(0), Of(1), Of(4), scratch);
            TensorPrimitives.Max(Of(2), 0f, Of(2));
            TensorPrimitives.Max(Of(3), 0f, Of(3));
        }

        private static void Centre(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> product, Span<float> scratch)
        {
            TensorPrimitives.Multiply(a, b, scratch);
            TensorPrimitives.Subtract(product, scratch, product);
        }

        private Span<float> Of(int quantity)
        {
            var width = _values.Length / Quantities;
            return _values.Slice(quantity * width, width);
        }
    }
}
