using System.Numerics;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Restorations.Filtering;
using Plane = IqaSharp.Imaging.Planes.Plane;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Denoising;

/// <summary>Non-local means: the mean of samples in a search window, weighted by the similarity of the luma patches around them.</summary>
/// <remarks>Buades, Coll, Morel, "A non-local algorithm for image denoising", CVPR 2005; weights as in their "Non-local means denoising", IPOL 1, 2011.
/// Patch distances are sums of squared differences, computed one displacement at a time with shared row sums, as in Darbon et al., ISBI 2008.</remarks>
/// <param name="sigma">Standard deviation of the noise in luma, 0–255.</param>
/// <param name="filtering">The filtering parameter h as a multiple of σ: larger values smooth more.</param>
internal sealed class NonLocalMeans(float sigma, float filtering)
{
    /// <summary>Patch radius: 5×5.</summary>
    private const int Patch = 2;

    /// <summary>Radius of the search window: 15×15.</summary>
    private const int Search = 7;

    /// <summary>Rows processed together: few enough to stay in the cache, enough that few distances are computed twice.</summary>
    private const int Band = 24;

    /// <summary>Padding on either side of a row for the patches at its ends: whole vectors, at least the patch radius.</summary>
    private static int Lead => Vector<float>.Count;

    /// <summary>The denoised Y, Cb and Cr.</summary>
    public ColourPlanes Apply(ColourPlanes planes)
    {
        var result = planes.Select(static plane => new Plane(plane.Width, plane.Height));
        using var luma = new MirroredPlane(planes.First, Lead + Search);
        using var cb = new MirroredPlane(planes.Second, Lead + Search);
        using var cr = new MirroredPlane(planes.Third, Lead + Search);
        var work = new Work(luma.AlignedWidth);
        for (var top = 0; top < luma.Height; top += Band)
        {
            var rows = Math.Min(Band, luma.Height - top);
            work.Clear();
            for (var y = -Search; y <= Search; y++)
            {
                for (var x = -Search; x <= Search; x++)
                {
                    Compare(luma, top, rows, x, y, work);
                    Add(luma, cb, cr, top, rows, (y * luma.Stride) + x, work);
                }
            }

            for (var row = 0; row < rows; row++)
            {
                work.Mean(work.First, row, result.First.Row(top + row));
                work.Mean(work.Second, row, result.Second.Row(top + row));
                work.Mean(work.Third, row, result.Third.Row(top + row));
            }
        }

        return result;
    }

    /// <summary>Squared differences between luma and displaced luma, summed over each row of the patches.</summary>
    private static void Compare(MirroredPlane luma, int top, int rows, int dx, int dy, Work work)
    {
        var displacement = (dy * luma.Stride) + dx;
        for (var row = -Patch; row < rows + Patch; row++)
        {
            ref var line = ref luma.At(0, top + row);
            for (var x = 0; x < work.Squares.Length; x += Vector<float>.Count)
            {
                var difference = MirroredPlane.Load(ref line, x - Lead) - MirroredPlane.Load(ref line, x - Lead + displacement);
                (difference * difference).CopyTo(work.Squares, x);
            }

            var to = (row + Patch) * luma.AlignedWidth;
            for (var x = 0; x < luma.AlignedWidth; x += Vector<float>.Count)
            {
                var sum = new Vector<float>(work.Squares, x + Lead - Patch);
                for (var k = 1 - Patch; k <= Patch; k++)
                {
                    sum += new Vector<float>(work.Squares, x + Lead + k);
                }

                sum.CopyTo(work.Distances, to + x);
            }
        }
    }

    private void Add(MirroredPlane luma, MirroredPlane cb, MirroredPlane cr, int top, int rows, int displacement, Work work)
    {
        const int samples = ((2 * Patch) + 1) * ((2 * Patch) + 1);
        var noise = new Vector<float>(2 * sigma * sigma * samples);
        var scale = 1 / (filtering * filtering * sigma * sigma * samples);
        for (var row = 0; row < rows; row++)
        {
            ref var first = ref luma.At(0, top + row);
            ref var second = ref cb.At(0, top + row);
            ref var third = ref cr.At(0, top + row);
            for (var x = 0; x < luma.AlignedWidth; x += Vector<float>.Count)
            {
                var at = (row * luma.AlignedWidth) + x;
                var distance = Vector<float>.Zero;
                for (var k = 0; k <= 2 * Patch; k++)
                {
                    distance += new Vector<float>(work.Distances, at + (k * luma.AlignedWidth));
                }

                var weight = Exponential.Decay(Vector.Max(distance - noise, Vector<float>.Zero) * scale);
                work.Add(at, weight, MirroredPlane.Load(ref first, x + displacement), MirroredPlane.Load(ref second, x + displacement), MirroredPlane.Load(ref third, x + displacement));
            }
        }
    }

    /// <summary>The buffers of one band.</summary>
    private sealed class Work(int lanes)
    {
        public float[] Squares { get; } = new float[lanes + (2 * Lead)];

        public float[] Distances { get; } = new float[(Band + (2 * Patch)) * lanes];

        public float[] First { get; } = new float[Band * lanes];

        public float[] Second { get; } = new float[Band * lanes];

        public float[] Third { get; } = new float[Band * lanes];

        private float[] Weights { get; } = new float[Band * lanes];

        public void Clear()
        {
            Array.Clear(First);
            Array.Clear(Second);
            Array.Clear(Third);
            Array.Clear(Weights);
        }

        public void Add(int at, Vector<float> weight, Vector<float> first, Vector<float> second, Vector<float> third)
        {
            (new Vector<float>(First, at) + (weight * first)).CopyTo(First, at);
            (new Vector<float>(Second, at) + (weight * second)).CopyTo(Second, at);
            (new Vector<float>(Third, at) + (weight * third)).CopyTo(Third, at);
            (new Vector<float>(Weights, at) + weight).CopyTo(Weights, at);
        }

        /// <summary>Writes the weighted mean of one row.</summary>
        public void Mean(float[] sums, int row, Span<float> to) =>
            TensorPrimitives.Divide(sums.AsSpan(row * lanes, to.Length), Weights.AsSpan(row * lanes, to.Length), to);
    }
}
