using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Fits NIQE's parameters to pristine photographs.</summary>
/// <remarks>Mittal, Soundararajan, Bovik, IEEE SPL 20(3), 2013, sections II-B to II-D.</remarks>
public static class NiqeFit
{
    /// <summary>Patches are used if they are sharper than this fraction of the sharpest in their image (section II-B).</summary>
    private const double SharpnessShare = 0.75;

    /// <summary>Fits the parameters.</summary>
    /// <param name="photographs">Pristine photographs, enumerated once; those without a sharp patch of 96×96 pixels are ignored.</param>
    /// <param name="command">The command that repeats this, for the recipe.</param>
    /// <param name="data">A description of the photographs, for the recipe.</param>
    /// <exception cref="BadInputException">There are too few patches to estimate the covariance.</exception>
    public static NiqeModel Fit(IEnumerable<Image> photographs, string command, string data)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        var (features, images) = (new List<double[]>(), 0);
        foreach (var photograph in photographs)
        {
            images++;
            var patches = NiqePatch.Of(LumaRows.Of(photograph.At8Bits));
            var threshold = patches.Select(patch => patch.Sharpness).DefaultIfEmpty().Max() * SharpnessShare;
            features.AddRange(patches.Where(patch => patch.Sharpness > threshold).Select(patch => patch.Features));
        }

        if (features.Count <= NiqePatch.Count)
        {
            throw new BadInputException(data, $"{features.Count} sharp patches of {NiqePatch.Side}×{NiqePatch.Side} pixels in {images} photographs; NIQE takes more than {NiqePatch.Count}");
        }

        var gaussian = PatchGaussian.Of(features);
        var settings = new Dictionary<string, string>
        {
            ["patch"] = NiqePatch.Side.ToString(CultureInfo.InvariantCulture),
            ["sharpnessShare"] = SharpnessShare.ToString(CultureInfo.InvariantCulture),
            ["patches"] = features.Count.ToString(CultureInfo.InvariantCulture),
        };
        return new NiqeModel(
            new FitRecipe(command, data, images, settings),
            [.. gaussian.Mean],
            [.. from i in Enumerable.Range(0, NiqePatch.Count) from j in Enumerable.Range(i, NiqePatch.Count - i) select gaussian.Covariance[i, j]]);
    }
}
