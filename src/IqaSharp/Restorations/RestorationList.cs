using IqaSharp.Classical;
using IqaSharp.Images;
using IqaSharp.Images.Resampling;
using IqaSharp.Restorations.Deblocking;
using IqaSharp.Restorations.Deblurring;
using IqaSharp.Restorations.Denoising;
using IqaSharp.Restorations.Enhancing;
using IqaSharp.Restorations.Filtering;
using IqaSharp.Restorations.Upscaling;

namespace IqaSharp.Restorations;

/// <summary>What each restoration makes of its strength, and on which channels it works.</summary>
internal static class RestorationList
{
    public static readonly IReadOnlyList<Restoration> All = [.. Upscalers(), .. Deblurrers(), .. Denoisers(), .. Deblockers(), .. Enhancers()];

    private static IEnumerable<Restoration> Upscalers()
    {
        const RestorationKind kind = RestorationKind.Upscale;
        yield return new(
            "nearest",
            kind,
            "–",
            "Repeats pixels: blocks and stairs; the strength changes nothing",
            (image, o) => PillowNearest.Resize(image, o.Width!.Value, o.Height!.Value));
        yield return new(
            "bicubic",
            kind,
            "Keys 1981",
            "Cubic convolution; with strength a steeper cubic, a = −0.2 to −0.8",
            (image, o) => Upscale(image, o, ResamplingKernel.Cubic(-0.2 - (0.6 * o.Strength))));
        yield return new(
            "lanczos",
            kind,
            "Duchon 1979",
            "Windowed sinc: sharp, with ringing; with strength 2 to 4 lobes",
            (image, o) => Upscale(image, o, ResamplingKernel.Lanczos(2 + (int)Math.Round(2 * o.Strength))));
        yield return new(
            "nedi",
            kind,
            "Li and Orchard 2001",
            "Edges by local regression: smooth contours, worms in texture; with strength less regularised",
            (image, o) => Upscale(image, o, (luma, w, h) => LatticeDoubling.Upscale(luma, w, h, new Nedi((float)Between(o, 0.1, 0.001)).Interpolate)));
        yield return new(
            "directional-cubic",
            kind,
            "Zhou, Shen and Dong 2012",
            "Cubics along edges; with strength weaker edges count, from a ratio of gradients of 3.25 to 1.01",
            (image, o) => Upscale(image, o, (luma, w, h) => LatticeDoubling.Upscale(luma, w, h, new DirectionalCubic(1 + (float)Between(o, 2.25, 0.01)).Interpolate)));
        yield return new(
            "back-projection",
            kind,
            "Irani and Peleg 1991",
            "Iterative back-projection: what bicubic reduction would show is put back; with strength 1 to 25 rounds, and ringing",
            (image, o) => Upscale(image, o, (luma, w, h) => BackProjection.Upscale(luma, w, h, (int)Math.Round(Between(o, 1, 25)))));
        yield return new(
            "self-examples",
            kind,
            "Freedman and Fattal 2011",
            "Detail from alike patches of the image's smaller scale; with strength up to three times as much as found: invented texture",
            (image, o) => Upscale(image, o, (luma, w, h) => SelfExamples.Upscale(luma, w, h, (float)Between(o, 0.33, 3))));
    }

    private static IEnumerable<Restoration> Deblurrers()
    {
        const RestorationKind kind = RestorationKind.Deblur;
        yield return new(
            "wiener",
            kind,
            "Wiener 1949",
            "Wiener deconvolution; with strength of a Gaussian blur of σ 0.75 to 3",
            (image, o) => Luma(image, Wiener.Inverse(PointSpread.Gaussian(Between(o, 0.75, 3)), AssumedNoise).Apply));
        yield return new(
            "wiener-lens",
            kind,
            "Wiener 1949",
            "Wiener deconvolution; with strength of a lens blur of radius 1.2 to 5",
            (image, o) => Luma(image, Wiener.Inverse(PointSpread.Lens(Between(o, 1.2, 5)), AssumedNoise).Apply));
        yield return new(
            "richardson-lucy",
            kind,
            "Richardson 1972, Lucy 1974",
            "Richardson–Lucy deconvolution; with strength of a Gaussian blur of σ 0.75 to 3, in 8 to 28 rounds",
            (image, o) => Luma(image, luma => RichardsonLucy.Deblur(luma, plane => Gaussian.Blur(plane, Between(o, 0.75, 3)), Rounds(o))));
        yield return new(
            "richardson-lucy-lens",
            kind,
            "Richardson 1972, Lucy 1974",
            "Richardson–Lucy deconvolution; with strength of a lens blur of radius 1.2 to 5, in 8 to 28 rounds",
            (image, o) => Luma(image, luma => RichardsonLucy.Deblur(luma, PointSpread.Lens(Between(o, 1.2, 5)).Apply, Rounds(o))));
    }

    private static IEnumerable<Restoration> Denoisers()
    {
        const RestorationKind kind = RestorationKind.Denoise;
        yield return new(
            "bilateral",
            kind,
            "Tomasi and Manduchi 1998",
            "Bilateral filter; with strength a range of 0.8 to 6 times the noise",
            (image, o) => Ycc(image, ycc => new Bilateral(2.5, Noise(ycc.First) * Between(o, 0.8, 6)).Apply(ycc)));
        yield return new(
            "nlm",
            kind,
            "Buades, Coll and Morel 2005",
            "Non-local means; with strength weights as wide as 0.4 to 2 times the noise",
            (image, o) => Ycc(image, ycc => new NonLocalMeans(Noise(ycc.First), (float)Between(o, 0.4, 2)).Apply(ycc)));
        yield return new(
            "tv",
            kind,
            "Rudin, Osher and Fatemi 1992, Chambolle 2004",
            "Total variation: staircases; with strength a weight of 0.3 to 3 times the noise",
            (image, o) => Each(image, plane => TotalVariation.Denoise(plane, Noise(plane) * (float)Between(o, 0.3, 3), 30)));
        yield return new(
            "wavelet",
            kind,
            "Chang, Yu and Vetterli 2000",
            "Wavelet shrinkage with BayesShrink: ringing; with strength a noise of 0.4 to 2.5 times the measured one",
            (image, o) => Each(image, plane => WaveletShrinkage.Denoise(plane, Noise(plane) * (float)Between(o, 0.4, 2.5), 4)));
        yield return new(
            "dct",
            kind,
            "Yu and Sapiro 2011",
            "Hard thresholds on sliding cosine blocks; with strength at 1 to 9 times the noise",
            (image, o) => Each(image, plane => SlidingDct.Apply(plane, 2, new HardThreshold(Noise(plane) * (float)Between(o, 1, 9)))));
        yield return new(
            "median",
            kind,
            "Tukey 1977",
            "Median of 3×3, from strength 0.3 on 5×5, from 0.7 on twice",
            (image, o) => Each(image, plane => Stencil.Repeat(plane, o.Strength < 0.3 ? 1 : 2, new Median(o.Strength < 0.3 ? 1 : 2), o.Strength < 0.7 ? 1 : 2)));
        yield return new(
            "guided",
            kind,
            "He, Sun and Tang 2013",
            "Guided filter; with strength flattens deviations of 0.5 to 4.5 times the noise",
            (image, o) => Each(image, plane => GuidedFilter.Smooth(plane, 3, Square(Noise(plane) * (float)Between(o, 0.5, 4.5)))));
        yield return new(
            "diffusion",
            kind,
            "Perona and Malik 1990",
            "Anisotropic diffusion: flat areas between sharp edges; with strength 2 to 24 steps",
            (image, o) => Each(image, plane => Stencil.Repeat(plane, 1, new Diffusion(1.5f * Noise(plane)), (int)Math.Round(Between(o, 2, 24)))));
        yield return new(
            "kuwahara",
            kind,
            "Kuwahara et al. 1976",
            "Kuwahara's filter: brush strokes; with strength squares of 3 to 9 pixels",
            (image, o) => Ycc(image, ycc => Kuwahara.Apply(ycc, 1 + (int)(3 * o.Strength * o.Strength))));
    }

    private static IEnumerable<Restoration> Deblockers()
    {
        const RestorationKind kind = RestorationKind.Deblock;
        yield return new(
            "deblock",
            kind,
            "List et al. 2003",
            "Smooths small steps between 8×8 blocks; with strength steps of up to 14 to 126 levels",
            (image, o) => Each(image, plane => BoundaryFilter.Deblock(plane, (float)Between(o, 14, 126), (float)Between(o, 5, 45))));
        yield return new(
            "jpeg-again",
            kind,
            "Nosratinia 2001",
            "Applies JPEG at every shift and takes the mean; with strength of quality 50 to 5",
            (image, o) => Ycc(image, ycc => Reapplication.Deblock(ycc, (int)Math.Round(Between(o, 50, 5)))));
    }

    private static IEnumerable<Restoration> Enhancers()
    {
        const RestorationKind kind = RestorationKind.Enhance;
        yield return new(
            "unsharp",
            kind,
            "Gonzalez and Woods",
            "Unsharp masking; with strength an amount of 0.25 to 2.25",
            (image, o) => Each(image, plane => UnsharpMask.Sharpen(plane, 1, (float)Between(o, 0.25, 2.25))));
        yield return new(
            "oversharpen",
            kind,
            "Gonzalez and Woods",
            "Unsharp masking beyond measure: wide halos; with strength an amount of 1.5 to 6",
            (image, o) => Each(image, plane => UnsharpMask.Sharpen(plane, 2.5, (float)Between(o, 1.5, 6))));
        yield return new(
            "detail-boost",
            kind,
            "He, Sun and Tang 2013",
            "Texture beyond measure, without halos; with strength an amount of 0.7 to 5",
            (image, o) => Luma(image, plane => UnsharpMask.BoostDetail(plane, 8, 400, (float)Between(o, 0.7, 5))));
        yield return new(
            "shock",
            kind,
            "Osher and Rudin 1990",
            "Shock filter: paint between hard edges; with strength 2 to 24 steps",
            (image, o) => Luma(image, plane => Stencil.Repeat(plane, 1, new ShockFilter(), (int)Math.Round(Between(o, 2, 24)))));
        yield return new(
            "invented-texture",
            kind,
            "after Efros and Freeman 2001",
            "Lays the image's own texture, from random places, over smooth ones; with strength 2 to 18 levels",
            (image, o) => Luma(image, plane => InventedTexture.Add(plane, (float)Between(o, 2, 18), o.Seed)))
        {
            Seeded = true,
        };
    }

    /// <summary>What deconvolution expects, in levels: the sensor, rounding, and a blur that is not quite the assumed one.</summary>
    private const double AssumedNoise = 4;

    /// <summary>Denoisers have something to do on clean images too.</summary>
    private const float LeastNoise = 2;

    private static float Noise(Plane plane) => Math.Max(LeastNoise, NoiseLevel.Estimate(plane));

    /// <summary>In equal ratios from the weakest to the strongest.</summary>
    private static double Between(RestorationOptions options, double weakest, double strongest) => weakest * Math.Pow(strongest / weakest, options.Strength);

    private static int Rounds(RestorationOptions options) => (int)Math.Round(Between(options, 8, 28));

    private static float Square(float value) => value * value;

    private static Image Upscale(Image image, RestorationOptions options, ResamplingKernel kernel)
    {
        using var rgb = Channels.Rgb(image);
        using var result = rgb.Select(plane => Resampling.Resize(plane, options.Width!.Value, options.Height!.Value, kernel));
        return result.FromRgb();
    }

    /// <summary>Luma by a method, the chrominances by cubics.</summary>
    private static Image Upscale(Image image, RestorationOptions options, Func<Plane, int, int, Plane> luma)
    {
        var (width, height) = (options.Width!.Value, options.Height!.Value);
        using var ycc = Channels.Ycc(image);
        var cubic = ResamplingKernel.Cubic(-0.5);
        using var result = new Channels(luma(ycc.First, width, height), Resampling.Resize(ycc.Second, width, height, cubic), Resampling.Resize(ycc.Third, width, height, cubic));
        return result.FromYcc();
    }

    private static Image Luma(Image image, Func<Plane, Plane> luma)
    {
        using var ycc = Channels.Ycc(image);
        using var restored = luma(ycc.First);
        return new Channels(restored, ycc.Second, ycc.Third).FromYcc();
    }

    private static Image Each(Image image, Func<Plane, Plane> restore) => Ycc(image, ycc => ycc.Select(restore));

    private static Image Ycc(Image image, Func<Channels, Channels> restore)
    {
        using var ycc = Channels.Ycc(image);
        using var result = restore(ycc);
        return result.FromYcc();
    }
}
