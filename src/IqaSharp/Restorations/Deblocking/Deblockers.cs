using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Deblocking;

/// <summary>Restorations that remove JPEG blocking.</summary>
internal static class Deblockers
{
    public static IReadOnlyList<Restoration> All { get; } =
    [
        new("deblock", RestorationKind.Deblock, "List et al. 2003",
            "Smooths small steps between 8×8 blocks; with strength steps of up to 14 to 126 levels",
            (image, o) => image.FilterEach(plane => BoundaryFilter.Deblock(plane, (float)o.Between(14, 126), (float)o.Between(5, 45)))),
        new("jpeg-again", RestorationKind.Deblock, "Nosratinia 2001",
            "Applies JPEG at every shift and takes the mean; with strength of quality 50 to 5",
            (image, o) => image.FilterYCbCr(ycc => JpegReapplication.Deblock(ycc, (int)Math.Round(o.Between(50, 5))))),
    ];
}
