using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Perception-based image quality evaluator: the distortion of the spatially active blocks.</summary>
/// <remarks>Venkatanath, Praneeth, Bh, Channappayya, Medasani, "Blind Image Quality Evaluation Using Perception Based Features", NCC 2015.
/// 0 … 100, smaller is better: below 20 excellent, above 80 bad. It has no fitted parameters. An image without active blocks scores 100, by the formula.</remarks>
public static class Piqe
{
    /// <summary>The shortest side, in pixels: one block.</summary>
    public const int SmallestSide = Block;

    private const int Block = 16;
    private const int Segment = 6;
    private const int Centre = (Block / 2) - 1;

    /// <summary>T_U: blocks with a larger variance of MSCN coefficients are spatially active (section II-B).</summary>
    private const double ActiveVariance = 0.1;

    /// <summary>T_STD: an edge that has a segment with a smaller deviation is a visible artefact (section II-C).</summary>
    private const double FlatDeviation = 0.1;

    /// <summary>C₁, which keeps the score defined without active blocks (eq. 10).</summary>
    private const double C = 1;

    /// <summary>The score of an image.</summary>
    /// <exception cref="BadImageException">A side is shorter than 16 pixels.</exception>
    public static double Score(Image image) => Score(SizedGrey.Of(image, SmallestSide, "piqe"));

    /// <summary>The score of a luma plane; sides are padded to multiples of 16 by edge replication.</summary>
    /// <param name="luma">0–255.</param>
    public static double Score(Plane luma)
    {
        ArgumentNullException.ThrowIfNull(luma);
        return Score(LumaRows.Of(luma));
    }

    private static double Score(LumaRows luma)
    {
        var padded = luma.Resized(RoundUp(luma.Width), RoundUp(luma.Height));
        var (active, distortion) = (0, 0.0);
        for (var top = 0; top < padded.Height; top += LumaRows.BandRows)
        {
            using var mscn = Mscn.Of(padded, top, Math.Min(padded.Height, top + LumaRows.BandRows));
            AddBlocks(mscn.Coefficients, ref active, ref distortion);
        }

        return 100 * (distortion + C) / (active + C);
    }

    /// <summary>Counts the active blocks of some rows, and sums their distortion.</summary>
    private static void AddBlocks(Plane mscn, ref int active, ref double distortion)
    {
        Span<float> block = stackalloc float[Block * Block];
        for (var top = 0; top < mscn.Height; top += Block)
        {
            for (var left = 0; left < mscn.Width; left += Block)
            {
                for (var y = 0; y < Block; y++)
                {
                    mscn.Row(top + y).Slice(left, Block).CopyTo(block[(y * Block)..]);
                }

                var deviation = Deviation(block);
                var variance = deviation * deviation;
                if (variance > ActiveVariance)
                {
                    active++;
                    distortion += (HasFlatEdge(block) ? 1 - variance : 0) + (IsNoisy(block, deviation) ? variance : 0);
                }
            }
        }
    }

    /// <summary>The noticeable distortion criterion (section II-C): an edge of the block has a segment of 6 pixels without structure.</summary>
    private static bool HasFlatEdge(ReadOnlySpan<float> block)
    {
        Span<float> left = stackalloc float[Block];
        Span<float> right = stackalloc float[Block];
        for (var y = 0; y < Block; y++)
        {
            (left[y], right[y]) = (block[y * Block], block[(y * Block) + Block - 1]);
        }

        return HasFlatSegment(block[..Block]) || HasFlatSegment(block[^Block..]) || HasFlatSegment(left) || HasFlatSegment(right);
    }

    private static bool HasFlatSegment(ReadOnlySpan<float> edge)
    {
        for (var start = 0; start <= edge.Length - Segment; start++)
        {
            if (Deviation(edge.Slice(start, Segment)) < FlatDeviation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The noise criterion (section II-D): the two central columns deviate from their surround about as much as the whole block deviates.</summary>
    /// <remarks>The published implementation removes the central columns from the surround one after the other, so that the right neighbour
    /// of the second is removed instead of it. Published scores include this.</remarks>
    private static bool IsNoisy(ReadOnlySpan<float> block, double deviation)
    {
        Span<float> centre = stackalloc float[2 * Block];
        Span<float> surround = stackalloc float[(Block - 2) * Block];
        for (var y = 0; y < Block; y++)
        {
            var row = block.Slice(y * Block, Block);
            row.Slice(Centre, 2).CopyTo(centre[(2 * y)..]);
            var around = surround.Slice(y * (Block - 2), Block - 2);
            row[..Centre].CopyTo(around);
            around[Centre] = row[Centre + 1];
            row[(Centre + 3)..].CopyTo(around[(Centre + 1)..]);
        }

        var ratio = Deviation(centre) / Deviation(surround);
        var beta = Math.Abs(deviation - ratio) / Math.Max(deviation, ratio);
        return deviation > 2 * beta;
    }

    /// <summary>The sample standard deviation.</summary>
    private static double Deviation(ReadOnlySpan<float> samples)
    {
        var (mean, squares) = (0.0, 0.0);
        foreach (var sample in samples)
        {
            mean += sample;
        }

        mean /= samples.Length;
        foreach (var sample in samples)
        {
            squares += (sample - mean) * (sample - mean);
        }

        return Math.Sqrt(squares / (samples.Length - 1));
    }

    private static int RoundUp(int side) => (side + Block - 1) / Block * Block;
}
