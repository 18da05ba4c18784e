using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Denoising;

/// <summary>Restorations that remove noise, scaled to the estimated noise level.</summary>
internal static class Denoisers
{
    public static IReadOnlyList<Restoration> All { get; } =
    [
        new("bilateral", RestorationKind.Denoise, "Tomasi and Manduchi 1998",
            "Bilateral filter; with strength a range of 0.8 to 6 times the noise",
            (image, o) => image.FilterYCbCr(ycc => new Bilateral(2.5, Noise(ycc.First) * o.Between(0.8, 6)).Apply(ycc))),
        new("nlm", RestorationKind.Denoise, "Buades, Coll and Morel 2005",
            "Non-local means; with strength weights as wide as 0.4 to 2 times the noise",
            (image, o) => image.FilterYCbCr(ycc => new NonLocalMeans(Noise(ycc.First), (float)o.Between(0.4, 2)).Apply(ycc))),
        new("tv", RestorationKind.Denoise, "Rudin, Osher and Fatemi 1992, Chambolle 2004",
            "Total variation: staircases; with strength a weight of 0.3 to 3 times the noise",
            (image, o) => image.FilterEach(plane => TotalVariation.Denoise(plane, Noise(plane) * (float)o.Between(0.3, 3), 30))),
        new("wavelet", RestorationKind.Denoise, "Chang, Yu and Vetterli 2000",
            "Wavelet shrinkage with BayesShrink: ringing; with strength a noise of 0.4 to 2.5 times the measured one",
            (image, o) => image.FilterEach(plane => WaveletShrinkage.Denoise(plane, Noise(plane) * (float)o.Between(0.4, 2.5), 4))),
        new("dct", RestorationKind.Denoise, "Yu and Sapiro 2011",
            "Hard thresholds on sliding cosine blocks; with strength at 1 to 9 times the noise",
            (image, o) => image.FilterEach(plane => SlidingDct.Apply(plane, 2, new HardThreshold(Noise(plane) * (float)o.Between(1, 9))))),
        new("median", RestorationKind.Denoise, "Tukey 1977",
            "Median of 3×3, from strength 0.3 on 5×5, from 0.7 on twice",
            (image, o) => image.FilterEach(plane => Stencil.Repeat(plane, o.Strength < 0.3 ? 1 : 2, new Median(o.Strength < 0.3 ? 1 : 2), o.Strength < 0.7 ? 1 : 2))),
        new("guided", RestorationKind.Denoise, "He, Sun and Tang 2013",
            "Guided filter; with strength flattens deviations of 0.5 to 4.5 times the noise",
            (image, o) => image.FilterEach(plane => GuidedFilter.Smooth(plane, 3, MathF.Pow(Noise(plane) * (float)o.Between(0.5, 4.5), 2)))),
        new("diffusion", RestorationKind.Denoise, "Perona and Malik 1990",
            "Anisotropic diffusion: flat areas between sharp edges; with strength 2 to 24 steps",
            (image, o) => image.FilterEach(plane => Stencil.Repeat(plane, 1, new Diffusion(1.5f * Noise(plane)), (int)Math.Round(o.Between(2, 24))))),
        new("kuwahara", RestorationKind.Denoise, "Kuwahara et al. 1976",
            "Kuwahara's filter: brush strokes; with strength squares of 3 to 9 pixels",
            (image, o) => image.FilterYCbCr(ycc => Kuwahara.Apply(ycc, 1 + (int)(3 * o.Strength * o.Strength)))),
    ];

    /// <summary>A floor on the estimate, so that the methods have an effect on clean images too.</summary>
    private const float LeastNoise = 2;

    private static float Noise(Plane plane) => Math.Max(LeastNoise, NoiseLevel.Estimate(plane));
}
