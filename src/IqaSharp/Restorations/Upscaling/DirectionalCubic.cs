using System.Runtime.CompilerServices;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Directional cubic convolution: the cubic runs along the edge that the gradients show, and mixes two directions where they show none.</summary>
/// <remarks>Zhou, Shen, Dong, "Image zooming using directional cubic convolution interpolation", IET Image Processing 6(6), 2012.</remarks>
/// <param name="threshold">From this ratio of the gradients on there is an edge; the paper's is 1.15.</param>
internal sealed class DirectionalCubic(float threshold)
{
    public float Interpolate(ref float missing, int across, int along)
    {
        var (variesAcross, variesAlong) = (0f, 0f);
        for (var i = -2; i <= 2; i += 2)
        {
            for (var j = -2; j <= 2; j += 2)
            {
                ref var at = ref Unsafe.Add(ref missing, (i * across) + (j * along));
                variesAcross += MathF.Abs(Unsafe.Add(ref at, across) - Unsafe.Add(ref at, -across));
                variesAlong += MathF.Abs(Unsafe.Add(ref at, along) - Unsafe.Add(ref at, -along));
            }
        }

        if (1 + variesAlong > threshold * (1 + variesAcross))
        {
            return Cubic(ref missing, across);
        }

        if (1 + variesAcross > threshold * (1 + variesAlong))
        {
            return Cubic(ref missing, along);
        }

        var (weightAcross, weightAlong) = (1 / (1 + Power(variesAcross)), 1 / (1 + Power(variesAlong)));
        return ((weightAcross * Cubic(ref missing, across)) + (weightAlong * Cubic(ref missing, along))) / (weightAcross + weightAlong);
    }

    private static float Cubic(ref float missing, int step) =>
        ((9 * (Unsafe.Add(ref missing, step) + Unsafe.Add(ref missing, -step))) - Unsafe.Add(ref missing, 3 * step) - Unsafe.Add(ref missing, -3 * step)) / 16;

    /// <summary>The fifth power.</summary>
    private static float Power(float gradient)
    {
        var square = (double)gradient * gradient;
        return (float)(square * square * gradient);
    }
}
