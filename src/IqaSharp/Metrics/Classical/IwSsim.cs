using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Information content weighted structural similarity: SSIM on the scales of a Laplacian pyramid, where the images say much.</summary>
/// <remarks>Wang, Li, "Information content weighting for perceptual image quality assessment", IEEE TIP 20(5), 2011, eqs. 24–30. 1 is identical.</remarks>
public static class IwSsim
{
    /// <summary>The shorter side that leaves the window its 11 pixels at the fifth scale.</summary>
    public const int SmallestSide = MsSsim.SmallestSide;

    /// <summary>How far the information map, of blocks of 3 pixels, reaches beyond that of windows of 11.</summary>
    private const int Margin = (Ssim.Window - InformationContent.Block) / 2;

    private static readonly double[] Exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    /// <param name="reference">Luma, [height, width], 0–255.</param>
    /// <param name="distorted">Luma of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size.</exception>
    public static double Score(Plane reference, Plane distorted)
    {
        Plane.ThrowIfDifferent(reference, distorted);
        using var x = LaplacianPyramid.Binomials(reference, Exponents.Length);
        using var y = LaplacianPyramid.Binomials(distorted, Exponents.Length);
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
        // The coarsest band has the rest of the image above it, which is no parent.
        using var information = InformationContent.Map(reference[scale], distorted[scale], scale < Exponents.Length - 2 ? reference[scale + 1] : null);
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < structure.Height; row++)
        {
            var weights = information.Row(row + Margin).Slice(Margin, structure.Width);
            sum += TensorPrimitives.Dot<float>(structure.Row(row), weights);
            weight += TensorPrimitives.Sum<float>(weights);
        }

        return weight > 0 ? sum / weight : Statistics.Mean(structure);
    }
}
