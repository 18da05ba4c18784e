using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Gradient magnitude similarity deviation on four scales, of luma alone or with chrominance.</summary>
/// <remarks>Zhang, Sun, Wang, "Gradient magnitude similarity deviation on multiple scales for color image quality assessment", ICASSP 2017:
/// gradients masked with α = 0.5, the squared deviations of the scales weighted. 0 is identical; larger is worse.</remarks>
public static class MsGmsd
{
    /// <summary>The shortest side in pixels that leaves a gradient at the fourth scale.</summary>
    public const int SmallestSide = 17;

    private const float Masking = 0.5f;
    private const double Beta1 = 0.01;
    private const double Beta2 = 0.32;
    private const double Beta3 = 15;

    private static readonly double[] Weights = [0.096, 0.596, 0.289, 0.019];

    /// <summary>MS-GMSD of luma.</summary>
    /// <param name="reference">Luma, [height, width], 0–255.</param>
    /// <param name="distorted">Luma of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size.</exception>
    public static double Score(Plane reference, Plane distorted) => Math.Sqrt(Enumerable.Range(0, Weights.Length).Sum(scale =>
    {
        using var x = Gradients(reference, scale);
        using var y = Gradients(distorted, scale);
        using var map = Gmsd.Map(x, y, Masking);
        return Weights[scale] * Math.Pow(Statistics.StandardDeviation(map), 2);
    }));

    /// <summary>MS-GMSDc: of luma and of the chrominances I and Q at the coarsest scale, which weigh more the less luma differs.</summary>
    internal static double Score(PlaneSet reference, PlaneSet distorted)
    {
        var luma = Score(reference[0], distorted[0]);
        var chrominance = Math.Sqrt(Error(1) + Error(2));
        var share = (2 / (1 + (Beta2 * Math.Exp(-Beta3 * luma)))) - 1;
        return (share * luma) + ((1 - share) * Beta1 * chrominance);

        double Error(int channel)
        {
            using var x = Halve(reference[channel], Weights.Length - 1);
            using var y = Halve(distorted[channel], Weights.Length - 1);
            return Statistics.MeanSquare(x, y);
        }
    }

    private static Plane Gradients(Plane luma, int halvings)
    {
        using var small = Halve(luma, halvings);
        return Gradient.Prewitt(small);
    }

    private static Plane Halve(Plane plane, int times)
    {
        if (times == 0)
        {
            return Downsample.Average(plane, 1);
        }

        using var larger = Halve(plane, times - 1);
        return Downsample.Average(larger, 2);
    }
}
