using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Restorations that enlarge.</summary>
internal static class Upscalers
{
    public static IReadOnlyList<Restoration> All { get; } =
    [
        new("nearest", RestorationKind.Upscale, "–",
            "Repeats pixels: blocks and stairs; the strength changes nothing",
            (image, o) => PillowNearest.Resize(image, o.Width!.Value, o.Height!.Value)),
        new("bicubic", RestorationKind.Upscale, "Keys 1981",
            "Cubic convolution; with strength a steeper cubic, a = −0.2 to −0.8",
            (image, o) => ResizeRgb(image, o, ResamplingKernel.Cubic(-0.2 - (0.6 * o.Strength)))),
        new("lanczos", RestorationKind.Upscale, "Duchon 1979",
            "Windowed sinc: sharp, with ringing; with strength 2 to 4 lobes",
            (image, o) => ResizeRgb(image, o, ResamplingKernel.Lanczos(2 + (int)Math.Round(2 * o.Strength)))),
        new("nedi", RestorationKind.Upscale, "Li and Orchard 2001",
            "Edges by local regression: smooth contours, worms in texture; with strength less regularised",
            (image, o) => UpscaleLuma(image, o, (luma, w, h) => LatticeDoubling.Upscale(luma, w, h, new Nedi((float)o.Between(0.1, 0.001)).Interpolate))),
        new("directional-cubic", RestorationKind.Upscale, "Zhou, Shen and Dong 2012",
            "Cubics along edges; with strength weaker edges count, from a ratio of gradients of 3.25 to 1.01",
            (image, o) => UpscaleLuma(image, o, (luma, w, h) => LatticeDoubling.Upscale(luma, w, h, new DirectionalCubic(1 + (float)o.Between(2.25, 0.01)).Interpolate))),
        new("back-projection", RestorationKind.Upscale, "Irani and Peleg 1991",
            "Iterative back-projection: corrects by the residual after bicubic reduction; with strength 1 to 25 rounds, and ringing",
            (image, o) => UpscaleLuma(image, o, (luma, w, h) => BackProjection.Upscale(luma, w, h, (int)Math.Round(o.Between(1, 25))))),
        new("self-examples", RestorationKind.Upscale, "Freedman and Fattal 2011",
            "Detail from similar patches at a smaller scale of the image; with strength up to three times as much as found: invented texture",
            (image, o) => UpscaleLuma(image, o, (luma, w, h) => SelfExamples.Upscale(luma, w, h, (float)o.Between(0.33, 3)))),
    ];

    private static Image ResizeRgb(Image image, RestorationOptions options, ResamplingKernel kernel)
    {
        using var rgb = ColourPlanes.OfRgb(image);
        using var result = rgb.Select(plane => PlaneResampler.Resize(plane, options.Width!.Value, options.Height!.Value, kernel));
        return result.ToImage(static (r, g, b) => (YCbCr.ToByte(r), YCbCr.ToByte(g), YCbCr.ToByte(b)));
    }

    /// <summary>Upscales luma with a method and chroma with cubic convolution.</summary>
    private static Image UpscaleLuma(Image image, RestorationOptions options, Func<Plane, int, int, Plane> enlarge)
    {
        var (width, height) = (options.Width!.Value, options.Height!.Value);
        var cubic = ResamplingKernel.Cubic(-0.5);
        using var ycc = YCbCr.Of(image);
        using var result = new ColourPlanes(enlarge(ycc.First, width, height), PlaneResampler.Resize(ycc.Second, width, height, cubic), PlaneResampler.Resize(ycc.Third, width, height, cubic));
        return YCbCr.ToImage(result);
    }
}
