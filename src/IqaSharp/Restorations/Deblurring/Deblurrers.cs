using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Deblurring;

/// <summary>Restorations that undo a blur of an assumed point spread function.</summary>
internal static class Deblurrers
{
    public static IReadOnlyList<Restoration> All { get; } =
    [
        new("wiener", RestorationKind.Deblur, "Wiener 1949",
            "Wiener deconvolution; with strength of a Gaussian blur of σ 0.75 to 3",
            (image, o) => image.FilterLuma(Wiener.Inverse(PointSpreadFunction.Gaussian(o.Between(0.75, 3)), Noise).Apply)),
        new("wiener-lens", RestorationKind.Deblur, "Wiener 1949",
            "Wiener deconvolution; with strength of a lens blur of radius 1.2 to 5",
            (image, o) => image.FilterLuma(Wiener.Inverse(PointSpreadFunction.Lens(o.Between(1.2, 5)), Noise).Apply)),
        new("richardson-lucy", RestorationKind.Deblur, "Richardson 1972, Lucy 1974",
            "Richardson–Lucy deconvolution; with strength of a Gaussian blur of σ 0.75 to 3, in 8 to 28 rounds",
            (image, o) => image.FilterLuma(luma => RichardsonLucy.Deblur(luma, plane => Gaussian.Blur(plane, o.Between(0.75, 3)), Rounds(o)))),
        new("richardson-lucy-lens", RestorationKind.Deblur, "Richardson 1972, Lucy 1974",
            "Richardson–Lucy deconvolution; with strength of a lens blur of radius 1.2 to 5, in 8 to 28 rounds",
            (image, o) => image.FilterLuma(luma => RichardsonLucy.Deblur(luma, PointSpreadFunction.Lens(o.Between(1.2, 5)).Apply, Rounds(o)))),
    ];

    /// <summary>Assumed standard deviation of the noise, 0–255: sensor, rounding, and a blur that differs from the assumed one.</summary>
    private const double Noise = 4;

    private static int Rounds(RestorationOptions options) => (int)Math.Round(options.Between(8, 28));
}
