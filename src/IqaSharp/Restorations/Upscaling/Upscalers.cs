using IqaSharp.Imaging;
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
            (image, o) => Each(image, o, ResamplingKernel.Cubic(-0.2 - (0.6 * o.Strength)))),
        new("lanczos", RestorationKind.Upscale, "Duchon 1979",
            "Windowed sinc: sharp, with ringing; with strength 2 to 4 lobes",
            (image, o) => Each(image, o, ResamplingKernel.Lanczos(2 + (int)Math.Round(2 * o.Strength)))),
        new("nedi", RestorationKind.Upscale, "Li and Orchard 2001",
            "Edges by local regression: smooth contours, worms in texture; with strength less regularised",
            (image, o) => Luma(image, o, (luma, w, h) => LatticeDoubling.Upscale(luma, w, h, new Nedi((float)o.Between(0.1, 0.001)).Interpolate))),
        new("directional-cubic", RestorationKind.Upscale, "Zhou, Shen and Dong 2012",
            "Cubics along edges; with strength weaker edges count, from a ratio of gradients of 3.25 to 1.01",
            (image, o) => Luma(image, o, (luma, w, h) => LatticeDoubling.Upscale(luma, w, h, new DirectionalCubic(1 + (float)o.Between(2.25, 0.01)).Interpolate))),
        new("back-projection", RestorationKind.Upscale, "Irani and Peleg 1991",
            "Iterative back-projection: what bicubic reduction would show is put back; with strength 1 to 25 rounds, and ringing",
            (image, o) => Luma(image, o, (luma, w, h) => BackProjection.Upscale(luma, w, h, (int)Math.Round(o.Between(1, 25))))),
        new("self-examples", RestorationKind.Upscale, "Freedman and Fattal 2011",
            "Detail from alike patches of the image's smaller scale; with strength up to three times as much as found: invented texture",
            (image, o) => Luma(image, o, (luma, w, h) => SelfExamples.Upscale(luma, w, h, (float)o.Between(0.33, 3)))),
    ];

    private static Image Each(Image image, RestorationOptions options, ResamplingKernel kernel)
    {
        using var rgb = Channels.Rgb(image);
        using var result = rgb.Select(plane => Resampling.Resize(plane, options.Width!.Value, options.Height!.Value, kernel));
        return result.FromRgb();
    }

    /// <summary>Luma by a method, the chrominances by cubics.</summary>
    private static Image Luma(Image image, RestorationOptions options, Func<Plane, int, int, Plane> enlarge)
    {
        var (width, height) = (options.Width!.Value, options.Height!.Value);
        var cubic = ResamplingKernel.Cubic(-0.5);
        using var ycc = Channels.Ycc(image);
        using var result = new Channels(enlarge(ycc.First, width, height), Resampling.Resize(ycc.Second, width, height, cubic), Resampling.Resize(ycc.Third, width, height, cubic));
        return result.FromYcc();
    }
}
