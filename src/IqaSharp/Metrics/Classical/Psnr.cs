using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Peak signal-to-noise ratio: the ratio of the squared peak value to the mean squared error, in decibels.</summary>
/// <remarks>10 log₁₀(255² / MSE). Larger is better. Scores are capped at <see cref="Maximum"/>, which identical images have.</remarks>
public static class Psnr
{
    /// <summary>The highest score, in decibels: less than one wrong bit in three megapixels.</summary>
    public const double Maximum = 100;

    private const double Peak = 255;

    /// <summary>The score of one channel, such as luma.</summary>
    /// <param name="reference">[height, width], 0–255.</param>
    /// <param name="distorted">A plane of the same size.</param>
    /// <returns>Decibels.</returns>
    /// <exception cref="ArgumentException">The planes differ in size.</exception>
    public static double Score(Plane reference, Plane distorted) => OfError(Statistics.MeanSquare(reference, distorted));

    /// <summary>The score of three channels, whose mean squared errors are averaged.</summary>
    internal static double Score(PlaneSet reference, PlaneSet distorted) => OfError(
        (Statistics.MeanSquare(reference[0], distorted[0])
            + Statistics.MeanSquare(reference[1], distorted[1])
            + Statistics.MeanSquare(reference[2], distorted[2])) / 3);

    private static double OfError(double meanSquare) => Math.Min(Maximum, 10 * Math.Log10(Peak * Peak / meanSquare));
}
