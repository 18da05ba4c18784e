using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Enhancing;

/// <summary>Restorations that sharpen beyond the original, or hallucinate detail.</summary>
internal static class Enhancers
{
    public static IReadOnlyList<Restoration> All { get; } =
    [
        new("unsharp", RestorationKind.Enhance, "Gonzalez and Woods",
            "Unsharp masking; with strength an amount of 0.25 to 2.25",
            (image, o) => image.FilterEach(plane => UnsharpMask.Sharpen(plane, 1, (float)o.Between(0.25, 2.25)))),
        new("oversharpen", RestorationKind.Enhance, "Gonzalez and Woods",
            "Unsharp masking beyond measure: wide halos; with strength an amount of 1.5 to 6",
            (image, o) => image.FilterEach(plane => UnsharpMask.Sharpen(plane, 2.5, (float)o.Between(1.5, 6)))),
        new("detail-boost", RestorationKind.Enhance, "He, Sun and Tang 2013",
            "Texture beyond measure, without halos; with strength an amount of 0.7 to 5",
            (image, o) => image.FilterLuma(plane => UnsharpMask.BoostDetail(plane, 8, 400, (float)o.Between(0.7, 5)))),
        new("shock", RestorationKind.Enhance, "Osher and Rudin 1990",
            "Shock filter: paint between hard edges; with strength 2 to 24 steps",
            (image, o) => image.FilterLuma(plane => Stencil.Repeat(plane, 1, new ShockFilter(), (int)Math.Round(o.Between(2, 24))))),
        new("invented-texture", RestorationKind.Enhance, "after Efros and Freeman 2001",
            "Lays the image's own texture, from random places, over smooth ones; with strength 2 to 18 levels",
            (image, o) => image.FilterLuma(plane => InventedTexture.Add(plane, (float)o.Between(2, 18), o.Seed))) { Seeded = true },
    ];
}
