using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Filtering;
using IqaSharp.Restorations.Upscaling;

namespace IqaSharp.Restorations.Deblocking;

/// <summary>Deblocking by re-application of JPEG: the image is requantised at every shift of the block grid and the results are averaged.</summary>
/// <remarks>Nosratinia, "Enhancement of JPEG-compressed images by re-application of JPEG", Journal of VLSI Signal Processing 27, 2001.</remarks>
internal static class JpegReapplication
{
    /// <param name="blocky">Y, Cb and Cr; chroma is processed at half resolution, as in 4:2:0.</param>
    /// <param name="quality">The assumed quality, 1–100.</param>
    public static ColourPlanes Deblock(ColourPlanes blocky, int quality) => new(
        SlidingDct.Apply(blocky.First, 1, new Requantisation(JpegQuality.LumaSteps(quality))),
        Chroma(blocky.Second, JpegQuality.ChromaSteps(quality)),
        Chroma(blocky.Third, JpegQuality.ChromaSteps(quality)));

    private static Plane Chroma(Plane blocky, float[] steps)
    {
        var cubic = ResamplingKernel.Cubic(-0.5);
        using var half = PlaneResampler.Resize(blocky, (blocky.Width + 1) / 2, (blocky.Height + 1) / 2, cubic);
        using var smooth = SlidingDct.Apply(half, 1, new Requantisation(steps));
        return PlaneResampler.Resize(smooth, blocky.Width, blocky.Height, cubic);
    }
}
