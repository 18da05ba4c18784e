using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Most apparent distortion: where distortions are near the threshold an eye searches for them, where they are plain it judges what is left of the content.</summary>
/// <remarks>Larson, Chandler, "Most apparent distortion: full-reference image quality assessment and the role of strategy", Journal of Electronic Imaging 19(1), 2010,
/// eqs. 1–18, with the blocks, the frequency response and the constants of the authors' code. 0 is identical; larger is worse, without a bound.</remarks>
public static class Mad
{
    /// <summary>The shorter side that leaves something between the margins of 16 and 17 pixels that do not count.</summary>
    public const int SmallestSide = 48;

    private static readonly double Beta1 = Math.Exp(-2.55 / 3.35);
    private static readonly double Beta2 = 1 / (Math.Log(10) * 3.35);

    /// <param name="reference">Grey, [height, width], 0–255.</param>
    /// <param name="distorted">Of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size.</exception>
    public static double Score(Plane reference, Plane distorted)
    {
        Plane.ThrowIfDifferent(reference, distorted);
        var detection = MadDetection.Score(reference, distorted);
        var appearance = MadAppearance.Score(reference, distorted);
        var share = 1 / (1 + (Beta1 * Math.Pow(detection, Beta2)));
        return Math.Pow(detection, share) * Math.Pow(appearance, 1 - share);
    }
}
