using System.Numerics.Tensors;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Butteraugli of libjxl 0.7: the visible difference at each pixel, by a model of early vision with opsin responses, frequency bands, oriented detectors and masking.</summary>
/// <remarks>Alakuijala, Obryk, Stoliarchuk, Szabadka, Vandevenne, Wassenberg, "Guetzli: Perceptually guided JPEG encoder", arXiv:1703.04421, 2017, section 2, with the constants of libjxl 0.7.
/// sRGB white is 80 nits. 0 is identical; about 1 is the threshold of visibility; there is no upper bound. The images' roles differ: masking is the reference's,
/// and lost detail counts less than added. Of transparent images the worse of two composites counts at each pixel, on black and on white.</remarks>
internal static class Butteraugli
{
    /// <summary>The shortest side: the authors' program gives 0 for any smaller image.</summary>
    public const int SmallestSide = 8;

    private const float Nits = 80;
    private const float HalfResolutionWeight = 0.5f;
    private const float FullResolutionWeight = 1 - (0.3f * HalfResolutionWeight);

    /// <summary>The bands of an image at full and half size, on each background.</summary>
    public static Composites<ButteraugliScales> Extract(Image image) => Extract(image, Nits);

    /// <param name="image">The image.</param>
    /// <param name="nits">The luminance of white.</param>
    public static Composites<ButteraugliScales> Extract(Image image, float nits) =>
        new(LinearRgb.Of(image, 0, 1).Select(pixels => new ButteraugliScales(pixels, nits)));

    /// <summary>The largest difference.</summary>
    public static double Score(Composites<ButteraugliScales> reference, Composites<ButteraugliScales> distorted)
    {
        using var map = Map(reference, distorted);
        return TensorPrimitives.Max<float>(map.Samples);
    }

    /// <summary>The mean of the 3-, 6- and 12-norm of the differences: the 3-norm of the authors' program.</summary>
    public static double ThirdNorm(Composites<ButteraugliScales> reference, Composites<ButteraugliScales> distorted)
    {
        using var map = Map(reference, distorted);
        return Norm(map, 3);
    }

    /// <summary>The difference at each pixel, on the background where it is larger.</summary>
    /// <returns>[height, width], 0 where nothing differs.</returns>
    public static Plane Map(Composites<ButteraugliScales> reference, Composites<ButteraugliScales> distorted)
    {
        var maps = reference.With(distorted, Map).ToList();
        foreach (var other in maps.Skip(1))
        {
            TensorPrimitives.Max<float>(maps[0].Samples, other.Samples, maps[0].Samples);
            other.Dispose();
        }

        return maps[0];
    }

    /// <summary>The mean of the p-, 2p- and 4p-norm of a map.</summary>
    internal static double Norm(Plane map, int p)
    {
        var sums = new double[3];
        foreach (var value in map.Samples)
        {
            var power = Math.Pow(value, p);
            sums[0] += power;
            sums[1] += power * power;
            sums[2] += power * power * power * power;
        }

        return sums.Select((sum, i) => Math.Pow(sum / map.Samples.Length, 1.0 / (p << i))).Average();
    }

    private static Plane Map(ButteraugliScales reference, ButteraugliScales distorted)
    {
        var map = ButteraugliDifference.Map(reference.Full, distorted.Full);
        if (reference.Half is null)
        {
            return map;
        }

        using var half = ButteraugliDifference.Map(reference.Half, distorted.Half!);
        ParallelWork.ForRows(map.Height, map.Width, (from, to) =>
        {
            for (var y = from; y < to; y++)
            {
                var row = map.Row(y);
                var coarse = half.Row(y / 2);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = (FullResolutionWeight * row[x]) + (HalfResolutionWeight * coarse[x / 2]);
                }
            }
        });
        return map;
    }
}
