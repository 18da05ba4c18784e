using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Filtering;
using IqaSharp.Restorations.Upscaling;

namespace IqaSharp.Restorations.Deblocking;

/// <summary>JPEG applied again with its blocks at every other place, and the mean of it all: no place has a border any more.</summary>
/// <remarks>Nosratinia, "Enhancement of JPEG-compressed images by re-application of JPEG", Journal of VLSI Signal Processing 27, 2001.</remarks>
internal static class Reapplication
{
    /// <param name="blocky">Luma, Cb and Cr; the chrominances are taken for half as wide and high as encoders store them.</param>
    /// <param name="quality">1–100, the quality that is assumed.</param>
    public static Channels Deblock(Channels blocky, int quality) => new(
        SlidingDct.Apply(blocky.First, 1, new Requantisation(JpegQuality.LumaSteps(quality))),
        Chrominance(blocky.Second, JpegQuality.ChrominanceSteps(quality)),
        Chrominance(blocky.Third, JpegQuality.ChrominanceSteps(quality)));

    private static Plane Chrominance(Plane blocky, float[] steps)
    {
        var cubic = ResamplingKernel.Cubic(-0.5);
        using var half = Resampling.Resize(blocky, (blocky.Width + 1) / 2, (blocky.Height + 1) / 2, cubic);
        using var smooth = SlidingDct.Apply(half, 1, new Requantisation(steps));
        return Resampling.Resize(smooth, blocky.Width, blocky.Height, cubic);
    }
}
