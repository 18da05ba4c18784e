using System.Runtime.CompilerServices;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Directional cubic convolution: interpolates along the edge that the gradients indicate, and blends both directions where they indicate none.</summary>
/// <remarks>Zhou, Shen, Dong, "Image zooming using directional cubic convolution interpolation", IET Image Processing 6(6), 2012.</remarks>
/// <param name="threshold">The ratio of gradients from which a sample counts as lying on an edge; 1.15 in the paper.</param>
internal sealed class DirectionalCubic(float threshold)
{
    public float Interpolate(ref float missing, int across, int along)
    {
        var (gradientAcross, gradientAlong) = (0f, 0f);
        for (var i = -2; i <= 2; i += 2)
        {
            for (var j = -2; j <= 2; j += 2)
            {
                ref var at = ref Unsafe.Add(ref missing, (i * across) + (j * along));
                gradientAcross += MathF.Abs(Unsafe.Add(ref at, across) - Unsafe.Add(ref at, -across));
                gradientAlong += MathF.Abs(Unsafe.Add(ref at, along) - Unsafe.Add(ref at, -along));
            }
        }

        if (1 + gradientAlong > threshold * (1 + gradientAcross))
        {
            return Cubic(ref missing, across);
        }

        if (1 + gradientAcross > threshold * (1 + gradientAlong))
        {
            return Cubic(ref missing, along);
        }

        var (weightAcross, weightAlong) = (1 / (1 + FifthPower(gradientAcross)), 1 / (1 + FifthPower(gradientAlong)));
        return ((weightAcross * Cubic(ref missing, across)) + (weightAlong * Cubic(ref missing, along))) / (weightAcross + weightAlong);
    }

    private static float Cubic(ref float missing, int step) =>
        ((9 * (Unsafe.Add(ref missing, step) + Unsafe.Add(ref missing, -step))) - Unsafe.Add(ref missing, 3 * step) - Unsafe.Add(ref missing, -3 * step)) / 16;

    private static float FifthPower(float gradient)
    {
        var square = (double)gradient * gradient;
        return (float)(square * square * gradient);
    }
}
