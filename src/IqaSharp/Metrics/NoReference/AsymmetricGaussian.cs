using MathNet.Numerics;

namespace IqaSharp.Metrics.NoReference;

/// <summary>A zero-mode asymmetric generalised Gaussian, fitted by moments.</summary>
/// <remarks>Lasmar, Stitou, Berthoumieu, "Multiscale skewed heavy tailed model for texture analysis", ICIP 2009;
/// Mittal, Moorthy, Bovik, IEEE TIP 21(12), 2012, eqs. 6–9. With equal sides it is the generalised Gaussian of eq. 4.</remarks>
/// <param name="Shape">α: 2 for a Gaussian, 1 for a Laplacian; 0.2 … 10.</param>
/// <param name="Left">σ of the negative side, the root of its mean square.</param>
/// <param name="Right">σ of the positive side.</param>
internal readonly record struct AsymmetricGaussian(double Shape, double Left, double Right)
{
    /// <summary>β of the negative side: σ √(Γ(1/α) / Γ(3/α)).</summary>
    public double LeftScale => Left * ScaleOfDeviation;

    /// <summary>β of the positive side.</summary>
    public double RightScale => Right * ScaleOfDeviation;

    /// <summary>η, the mean: (β right − β left) Γ(2/α) / Γ(1/α).</summary>
    public double Mean => (RightScale - LeftScale) * Math.Exp(SpecialFunctions.GammaLn(2 / Shape) - SpecialFunctions.GammaLn(1 / Shape));

    private double ScaleOfDeviation => Math.Exp((SpecialFunctions.GammaLn(1 / Shape) - SpecialFunctions.GammaLn(3 / Shape)) / 2);

    /// <summary>Fits the distribution to samples' moments. All-zero samples give the smallest shape and no width.</summary>
    public static AsymmetricGaussian Fit(in SignedMoments moments)
    {
        var left = Deviation(moments.NegativeSquares, moments.Negatives);
        var right = Deviation(moments.PositiveSquares, moments.Positives);
        var meanSquare = (moments.NegativeSquares + moments.PositiveSquares) / moments.Count;
        var meanAbsolute = moments.Absolute / moments.Count;
        if (!(meanSquare > 0))
        {
            return new(ShapeTable.Smallest, 0, 0);
        }

        // Eq. 9's ratio of the sides, rearranged so that one side may be empty.
        var (l2, r2) = (left * left, right * right);
        var asymmetry = ((l2 * left) + (r2 * right)) * (left + right) / ((l2 + r2) * (l2 + r2));
        return new(ShapeTable.OfRatio(meanAbsolute * meanAbsolute / meanSquare * asymmetry), left, right);
    }

    private static double Deviation(double squares, long count) => count > 0 ? Math.Sqrt(squares / count) : 0;
}
