using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;

namespace IqaSharp.Metrics.Classical;

/// <summary>SSIMULACRA 2.1: structural similarity, ringing and blur in XYB at up to six scales, weighted to agree with people on compressed images.</summary>
/// <remarks>Sneyers, cloudinary/ssimulacra2, version 2.1 (2023). 100 is identical; 90 is visually lossless, 70 high, 50 medium, 30 low quality; there is no lower bound.
/// The images' roles differ. Of transparent images the worse of two composites counts, on dark and on bright grey.
/// Everything is computed in double precision: in flat areas the authors' single precision moves scores by up to 0.1.</remarks>
internal static class Ssimulacra2
{
    /// <summary>The shortest side, as in the authors' program.</summary>
    public const int SmallestSide = 8;

    /// <summary>The longest row, in pixels: a few lines of everything are kept, which is more than 1 GB at this width.</summary>
    public const int LongestRow = 1 << 20;

    private const int MostScales = 6;

    // The grey that transparent images are composited on, in encoded values.
    private const double Dark = 0.1;
    private const double Bright = 0.9;

    private static readonly string[] Channels = ["x", "y", "b"];
    private static readonly string[] Norms = ["mean", "4-norm"];
    private static readonly string[] Maps = ["ssim", "ringing", "blur"];

    /// <summary>The scales of an image, composited on each background.</summary>
    /// <exception cref="BadImageException">Its rows are too long.</exception>
    public static Composites<LinearPyramid> Extract(Image image) =>
        image.Width > LongestRow ? throw new BadImageException(image.Name, $"rows of {image.Width} pixels are too long for ssimulacra2: it takes {LongestRow}")
        : new(LinearRgb.Of(image, Dark, Bright).Select(pixels => new LinearPyramid(pixels, Scales(image.Width, image.Height))));

    /// <summary>The score, with the sub-scores of the background that it is from.</summary>
    public static QualityScore Score(Composites<LinearPyramid> reference, Composites<LinearPyramid> distorted) =>
        reference.With(distorted, Score).MinBy(score => score.Value)!;

    private static QualityScore Score(LinearPyramid reference, LinearPyramid distorted)
    {
        var scales = Enumerable.Range(0, reference.Scales).Select(scale => Ssimulacra2Scale.SubScores(reference, distorted, scale)).ToList();
        var all = new OrderedDictionary<string, double>();
        var sum = 0.0;
        for (var channel = 0; channel < Channels.Length; channel++)
        {
            for (var scale = 0; scale < scales.Count; scale++)
            {
                for (var part = 0; part < Ssimulacra2Scale.PartsPerChannel; part++)
                {
                    // With fewer than six scales the weights shift: official behaviour.
                    var value = scales[scale][(channel * Ssimulacra2Scale.PartsPerChannel) + part];
                    sum += Ssimulacra2Weights.All[all.Count] * value;
                    all.Add($"{Channels[channel]} 1:{1 << scale} {Norms[part / Maps.Length]} {Maps[part % Maps.Length]}", value);
                }
            }
        }

        return new(Quality(sum)) { SubScores = all };
    }

    /// <summary>Maps the weighted sum to the scale of the authors' ratings.</summary>
    private static double Quality(double sum)
    {
        var s = 0.9562382616834844 * sum;
        var t = s * (2.326765642916932 + (s * (-0.020884521182843837 + (s * 6.248496625763138e-05))));
        return t > 0 ? 100 - (10 * Math.Pow(t, 0.6276336467831387)) : 100;
    }

    /// <summary>As long as no side of a scale is below 8, another follows.</summary>
    private static int Scales(int width, int height)
    {
        var scales = 1;
        for (var side = Math.Min(width, height); scales < MostScales && side >= SmallestSide; side = (side + 1) / 2)
        {
            scales++;
        }

        return scales;
    }
}
