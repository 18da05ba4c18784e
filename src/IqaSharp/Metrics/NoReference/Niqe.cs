using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Natural image quality evaluator: how far the statistics of an image's patches lie from those of pristine photographs.</summary>
/// <remarks>Mittal, Soundararajan, Bovik, "Making a 'Completely Blind' Image Quality Analyzer", IEEE SPL 20(3), 2013.
/// 0 or more, smaller is better; good photographs score about 3 to 5, badly damaged ones above 10.</remarks>
public static class Niqe
{
    /// <summary>The smallest side, in pixels: one patch.</summary>
    public const int SmallestSide = NiqePatch.Side;

    private const string Flat = "flat: niqe has nothing to measure where no patch of 96×96 pixels has any structure";

    /// <summary>The score of an image, with the parameters shipped with the library.</summary>
    /// <exception cref="BadImageException">A side is shorter than 96 pixels, or every patch is flat.</exception>
    public static double Score(Image image) => Score(image, NiqeModel.Default);

    /// <summary>The score of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="pristine">The model of pristine photographs.</param>
    /// <exception cref="BadImageException">A side is shorter than 96 pixels, or every patch is flat.</exception>
    public static double Score(Image image, NiqeModel pristine) =>
        Distance(SizedGrey.Of(image, SmallestSide, "niqe"), pristine) ?? throw new BadImageException(image.Name, Flat);

    /// <summary>The score of a luma plane.</summary>
    /// <param name="luma">0–255.</param>
    /// <param name="pristine">The model of pristine photographs.</param>
    /// <exception cref="ArgumentException">No patch of 96×96 pixels has any structure.</exception>
    public static double Score(Plane luma, NiqeModel pristine)
    {
        ArgumentNullException.ThrowIfNull(luma);
        return Distance(LumaRows.Of(luma), pristine) ?? throw new ArgumentException(Flat, nameof(luma));
    }

    private static double? Distance(LumaRows luma, NiqeModel pristine)
    {
        ArgumentNullException.ThrowIfNull(pristine);
        var patches = NiqePatch.Of(luma);
        return patches.Count > 0 ? PatchGaussian.Of([.. patches.Select(patch => patch.Features)]).DistanceTo(pristine.Gaussian) : null;
    }
}
