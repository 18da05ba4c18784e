using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Multi-scale structural similarity: contrast and structure at five scales, luminance at the coarsest.</summary>
/// <remarks>Wang, Simoncelli, Bovik, "Multiscale structural similarity for image quality assessment", Asilomar 2003, eq. 7, with the exponents of section 3.2.
/// Each scale is average-pooled by 2×2 from the one before. 1 is identical.</remarks>
public static class MsSsim
{
    /// <summary>The shortest side in pixels, so that the window of 11 fits at the fifth scale.</summary>
    public const int SmallestSide = ((Ssim.Window - 1) << 4) + 1;

    private static readonly double[] Exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    /// <param name="reference">[height, width], 0–255.</param>
    /// <param name="distorted">A plane of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size.</exception>
    public static double Score(Plane reference, Plane distorted)
    {
        var (score, x, y) = (1.0, Downsample.Average(reference, 1), Downsample.Average(distorted, 1));
        for (var scale = 0; scale < Exponents.Length; scale++)
        {
            if (scale > 0)
            {
                (var (largerX, largerY), x, y) = ((x, y), Halve(x), Halve(y));
                largerX.Dispose();
                largerY.Dispose();
            }

            var (similarity, structure) = Ssim.Maps(x, y);

            // Opposite structure has a negative mean, which has no real power.
            score *= Math.Pow(Math.Max(0, Statistics.Mean(scale == Exponents.Length - 1 ? similarity : structure)), Exponents[scale]);
            similarity.Dispose();
            structure.Dispose();
        }

        x.Dispose();
        y.Dispose();
        return score;
    }

    private static Plane Halve(Plane plane) => Downsample.Average(plane, 2, Border.Symmetric);
}
