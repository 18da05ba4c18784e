using IqaSharp.Imaging.Planes;

namespace IqaSharp.Restorations.Deblocking;

/// <summary>Deblocking filter: smooths across the borders of 8×8 blocks where the step is too small to be a real edge.</summary>
/// <remarks>The strong filter and the conditions of H.264's in-loop filter: List, Joch, Lainema, Bjøntegaard, Karczewicz, "Adaptive deblocking filter", IEEE TCSVT 13(7), 2003.</remarks>
internal static class BoundaryFilter
{
    private const int Block = 8;

    /// <param name="blocky">0–255, with the block grid starting at the top left corner.</param>
    /// <param name="alpha">Larger steps across a border are real edges.</param>
    /// <param name="beta">Where a block varies more than this next to its border, nothing is smoothed.</param>
    public static Plane Deblock(Plane blocky, float alpha, float beta)
    {
        var result = new Plane(blocky.Width, blocky.Height);
        var samples = result.Samples;
        blocky.Samples.CopyTo(samples);
        for (var y = 0; y < blocky.Height; y++)
        {
            for (var x = Block; x + 3 < blocky.Width; x += Block)
            {
                Smooth(samples, (y * blocky.Width) + x, 1, alpha, beta);
            }
        }

        for (var y = Block; y + 3 < blocky.Height; y += Block)
        {
            for (var x = 0; x < blocky.Width; x++)
            {
                Smooth(samples, (y * blocky.Width) + x, blocky.Width, alpha, beta);
            }
        }

        return result;
    }

    /// <summary>Smooths three samples on each side of a border; the fourth is only read.</summary>
    private static void Smooth(Span<float> samples, int at, int step, float alpha, float beta)
    {
        var (p3, p2, p1, p0) = (samples[at - (4 * step)], samples[at - (3 * step)], samples[at - (2 * step)], samples[at - step]);
        var (q0, q1, q2, q3) = (samples[at], samples[at + step], samples[at + (2 * step)], samples[at + (3 * step)]);
        if (MathF.Abs(p0 - q0) >= alpha || MathF.Abs(p1 - p0) >= beta || MathF.Abs(q1 - q0) >= beta)
        {
            return;
        }

        if (MathF.Abs(p2 - p0) < beta)
        {
            samples[at - step] = (p2 + (2 * (p1 + p0 + q0)) + q1) / 8;
            samples[at - (2 * step)] = (p2 + p1 + p0 + q0) / 4;
            samples[at - (3 * step)] = ((2 * p3) + (3 * p2) + p1 + p0 + q0) / 8;
        }
        else
        {
            samples[at - step] = ((2 * p1) + p0 + q1) / 4;
        }

        if (MathF.Abs(q2 - q0) < beta)
        {
            samples[at] = (q2 + (2 * (q1 + q0 + p0)) + p1) / 8;
            samples[at + step] = (q2 + q1 + q0 + p0) / 4;
            samples[at + (2 * step)] = ((2 * q3) + (3 * q2) + q1 + q0 + p0) / 8;
        }
        else
        {
            samples[at] = ((2 * q1) + q0 + p1) / 4;
        }
    }
}
