using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Information content weighted structural similarity: SSIM on the levels of a Laplacian pyramid, weighted by local information content.</summary>
/// <remarks>Wang, Li, "Information content weighting for perceptual image quality assessment", IEEE TIP 20(5), 2011, eqs. 24–30. 1 is identical.</remarks>
public static class IwSsim
{
    /// <summary>The shortest side in pixels, so that the window of 11 fits at the fifth scale.</summary>
    public const int SmallestSide = MsSsim.SmallestSide;

    /// <summary>By how much the information map (blocks of 3 pixels) is larger at each side than the SSIM map (windows of 11).</summary>
    private const int Margin = (Ssim.Window - InformationContent.Block) / 2;

    private static readonly double[] Exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    /// <param name="reference">Luma, [height, width], 0–255.</param>
    /// <param name="distorted">Luma of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size.</exception>
    public static double Score(Plane reference, Plane distorted)
    {
        Plane.ThrowIfDifferent(reference, distorted);
        using var x = LaplacianPyramid.WithBinomialFilter(reference, Exponents.Length);
        using var y = LaplacianPyramid.WithBinomialFilter(distorted, Exponents.Length);
        var score = 1.0;
        for (var scale = 0; scale < Exponents.Length; scale++)
        {
            var (similarity, structure) = Ssim.Maps(x[scale], y[scale]);
            var mean = scale == Exponents.Length - 1 ? Statistics.Mean(similarity) : WeightedMean(structure, x, y, scale);
            score *= Math.Pow(Math.Abs(mean), Exponents[scale] / Exponents.Sum());
            similarity.Dispose();
            structure.Dispose();
        }

        return score;
    }

    private static double WeightedMean(Plane structure, PlaneSet reference, PlaneSet distorted, int scale)
    {
        // The coarsest band has no parent: the level above is the low-pass residual.
        using var information = InformationContent.Map(reference[scale], distorted[scale], scale < Exponents.Length - 2 ? reference[scale + 1] : null);
        using var weights = Downsample.Crop(information, Margin, structure.Width, structure.Height);
        var mean = Statistics.WeightedMean(structure, weights);
        return double.IsNaN(mean) ? Statistics.Mean(structure) : mean;
    }
}
