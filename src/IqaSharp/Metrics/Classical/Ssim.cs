using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Structural similarity: similarity of luminance, contrast and structure in a sliding window.</summary>
/// <remarks>Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility to structural similarity", IEEE TIP 13(4), 2004, eq. 13:
/// an 11×11 Gaussian window of deviation 1.5, without padding, K₁ = 0.01, K₂ = 0.03. 1 is identical.
/// The images are compared at their own size: the authors' later code first downsamples them to about 256 pixels, which <see cref="Score"/> leaves to the caller.</remarks>
public static class Ssim
{
    /// <summary>The side of the window in pixels, and so the shortest side of an image.</summary>
    public const int Window = 11;

    private const float C1 = 0.01f * 255 * 0.01f * 255;
    private const float C2 = 0.03f * 255 * 0.03f * 255;

    private static readonly float[] Gaussian = Kernel.Gaussian(Window, 1.5);

    /// <summary>The mean of the map.</summary>
    /// <param name="reference">[height, width], 0–255.</param>
    /// <param name="distorted">A plane of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size.</exception>
    public static double Score(Plane reference, Plane distorted)
    {
        using var map = Map(reference, distorted);
        return Statistics.Mean(map);
    }

    /// <summary>The similarity in each window.</summary>
    /// <inheritdoc cref="Score"/>
    /// <returns>[height − 10, width − 10], −1–1.</returns>
    public static Plane Map(Plane reference, Plane distorted)
    {
        var (similarity, structure) = Maps(reference, distorted);
        structure.Dispose();
        return similarity;
    }

    /// <summary>The similarity map, and its contrast and structure part alone (eqs. 9 and 10).</summary>
    internal static (Plane Similarity, Plane Structure) Maps(Plane reference, Plane distorted)
    {
        Plane.ThrowIfDifferent(reference, distorted);
        var (width, height) = (reference.Width - Window + 1, reference.Height - Window + 1);
        var (similarity, structure) = (new Plane(width, height), new Plane(width, height));
        LocalMoments.ForEachRow(reference, distorted, Gaussian, (y, moments) =>
        {
            var whole = similarity.Row(y);
            var part = structure.Row(y);
            Lanes.Zip(moments.VarianceX, moments.VarianceY, part, new WeightedSum(1, 1));
            Lanes.Zip(moments.Covariance, part, part, new Structure(C2));
            Lanes.Zip(moments.MeanX, moments.MeanY, whole, new Similarity(C1));
            TensorPrimitives.Multiply(whole, part, whole);
        });
        return (similarity, structure);
    }

    /// <summary>(2 covariance + c) / (sum of variances + c), as 1 − variance of the difference / (sum of variances + c): exactly 1 for equal windows, never above.</summary>
    private readonly struct Structure(float constant) : IBinaryOperation
    {
        private readonly Vector512<float> _constant = Vector512.Create(constant);

        public Vector512<float> Apply(Vector512<float> covariance, Vector512<float> variances) =>
            Vector512<float>.One - (Vector512.Max(Vector512<float>.Zero, variances - covariance - covariance) / (variances + _constant));
    }
}
