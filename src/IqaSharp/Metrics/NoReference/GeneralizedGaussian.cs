namespace IqaSharp.Metrics.NoReference;

/// <summary>A zero-mean generalised Gaussian, fitted by moments.</summary>
/// <remarks>Sharifi, Leon-Garcia, "Estimation of shape parameter for generalized Gaussian distributions in subband decompositions of video",
/// IEEE TCSVT 5(1), 1995; Mittal, Moorthy, Bovik, IEEE TIP 21(12), 2012, eq. 4.</remarks>
/// <param name="Shape">α: 2 for a Gaussian, 1 for a Laplacian; 0.2 … 10.</param>
/// <param name="Variance">σ².</param>
internal readonly record struct GeneralizedGaussian(double Shape, double Variance)
{
    /// <summary>Fits the distribution to samples' moments. All-zero samples give the smallest shape and no width.</summary>
    public static GeneralizedGaussian Fit(in SignedMoments moments)
    {
        var variance = (moments.NegativeSquares + moments.PositiveSquares) / moments.Count;
        var absolute = moments.Absolute / moments.Count;
        return variance > 0 ? new(ShapeTable.OfRatio(absolute * absolute / variance), variance) : new(ShapeTable.Smallest, 0);
    }
}
