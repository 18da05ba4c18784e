using IqaSharp.Imaging;

namespace IqaSharp.Metrics.NoReference;

/// <summary>BRISQUE's 36 features: at the image's size and at half of it, the shape and variance of the MSCN coefficients,
/// and shape, mean, left and right variance of the products of neighbours along four directions.</summary>
/// <remarks>Mittal, Moorthy, Bovik, IEEE TIP 21(12), 2012, table I.</remarks>
internal static class BrisqueFeatures
{
    /// <summary>The number of features.</summary>
    public const int Count = 36;

    private const int Scales = 2;

    /// <summary>The features of an image.</summary>
    /// <returns>[36].</returns>
    public static double[] Of(Image image) => Of(LumaRows.Of(image.At8Bits));

    /// <summary>The features of a luma plane.</summary>
    /// <param name="luma">0–255.</param>
    /// <returns>[36].</returns>
    public static double[] Of(LumaRows luma) => [.. OfScale(luma), .. OfScale(luma.Half())];

    private static double[] OfScale(LumaRows luma)
    {
        var statistics = SceneStatistics.Of(luma, MscnBorder.Zero);
        var features = new List<double>(Count / Scales);
        var coefficients = GeneralizedGaussian.Fit(statistics.Coefficients);
        features.AddRange([coefficients.Shape, coefficients.Variance]);
        foreach (var product in statistics.Products())
        {
            features.AddRange([product.Shape, product.Mean, product.Left * product.Left, product.Right * product.Right]);
        }

        return [.. features];
    }
}
