using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Blind/referenceless image spatial quality evaluator: predicts opinion scores from natural scene statistics of luma.</summary>
/// <remarks>Mittal, Moorthy, Bovik, "No-Reference Image Quality Assessment in the Spatial Domain", IEEE TIP 21(12), 2012.
/// 0 (best) to 100 (worst); a score may fall slightly outside.</remarks>
public static class Brisque
{
    /// <summary>The shortest side, in pixels: the 7×7 window at half the size.</summary>
    public const int SmallestSide = 14;

    /// <summary>The score of an image, with the parameters shipped with the library.</summary>
    /// <exception cref="BadImageException">A side is shorter than 14 pixels.</exception>
    public static double Score(Image image) => Score(image, BrisqueModel.Default);

    /// <summary>The score of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="model">The regressor.</param>
    /// <exception cref="BadImageException">A side is shorter than 14 pixels.</exception>
    public static double Score(Image image, BrisqueModel model) => Score(SizedGrey.Of(image, SmallestSide, "brisque"), model);

    /// <summary>The score of a luma plane.</summary>
    /// <param name="luma">0–255.</param>
    /// <param name="model">The regressor.</param>
    public static double Score(Plane luma, BrisqueModel model)
    {
        ArgumentNullException.ThrowIfNull(luma);
        return Score(LumaRows.Of(luma), model);
    }

    private static double Score(LumaRows luma, BrisqueModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Regressor.Predict(BrisqueFeatures.Of(luma));
    }
}
