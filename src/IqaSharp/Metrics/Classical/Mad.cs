using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Most apparent distortion: near the visibility threshold the eye detects distortions; above it, appearance decides. Both strategies are combined.</summary>
/// <remarks>Larson, Chandler, "Most apparent distortion: full-reference image quality assessment and the role of strategy", Journal of Electronic Imaging 19(1), 2010,
/// eqs. 1–18, with the blocks, the frequency response and the constants of the authors' code. 0 is identical; larger is worse, without a bound.</remarks>
public static class Mad
{
    /// <summary>The shortest side in pixels, so that pixels remain between the excluded margins of 16 and 17.</summary>
    public const int SmallestSide = 48;

    private static readonly double Beta1 = Math.Exp(-2.55 / 3.35);
    private static readonly double Beta2 = 1 / (Math.Log(10) * 3.35);

    /// <param name="reference">Grey, [height, width], 0–255.</param>
    /// <param name="distorted">A plane of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ, and in size, or the reference is too dark, or both are flat.</exception>
    public static double Score(Plane reference, Plane distorted) => Undefined.Resolve(Compare(reference, distorted), reference, distorted, "mad", best: 0);

    /// <summary>The score; NaN where contrast is 0/0: a reference that is too dark, or two flat planes.</summary>
    internal static double Compare(Plane reference, Plane distorted)
    {
        Plane.ThrowIfDifferent(reference, distorted);
        if (Statistics.IsFlat(reference) && Statistics.IsFlat(distorted))
        {
            return double.NaN;
        }

        var detection = MadDetection.Score(reference, distorted);
        var appearance = MadAppearance.Score(reference, distorted);
        var share = 1 / (1 + (Beta1 * Math.Pow(detection, Beta2)));
        return Math.Pow(detection, share) * Math.Pow(appearance, 1 - share);
    }
}
