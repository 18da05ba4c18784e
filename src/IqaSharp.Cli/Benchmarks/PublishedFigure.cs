namespace IqaSharp.Cli.Benchmarks;

/// <summary>An SRCC that others published, of a metric of ours or of one to compare with, on a data set that need not be at hand.</summary>
/// <param name="Metric">Our name of it, or its own where it is none of ours.</param>
/// <param name="Set">The data set.</param>
/// <param name="Srcc">Spearman's rank correlation.</param>
internal sealed record PublishedFigure(string Metric, string Set, double Srcc)
{
    /// <summary>Where the figures are from.</summary>
    public const string Origins = "On TID2013, CSIQ and LIVE an independent measurement of public implementations, which does not say on which backbone LPIPS stood; on BIQ2021 its authors' paper, on its test split";

    /// <summary>All of them. Those of learned models of the catalogue are in the catalogue.</summary>
    public static IReadOnlyList<PublishedFigure> All { get; } =
    [
        .. Of("TID2013", ("ssim", .63), ("ms-ssim", .79), ("fsim", .85), ("vif", .68), ("lpips-alex", .74), ("dists", .71), ("PieAPP", .84), ("TOPIQ-FR", .92)),
        .. Of("CSIQ", ("ssim", .84), ("ms-ssim", .91), ("fsim", .93), ("vif", .92), ("lpips-alex", .92), ("dists", .93), ("PieAPP", .90), ("TOPIQ-FR", .97)),
        .. Of("LIVE", ("ssim", .91), ("ms-ssim", .95), ("fsim", .96), ("vif", .96), ("lpips-alex", .92), ("dists", .95), ("PieAPP", .92), ("TOPIQ-FR", .98)),
        .. Of("BIQ2021", ("niqe", .36), ("brisque", .60), ("PIQI", .67), ("NASNet-Large", .67), ("SGL-IQA", .71), ("DeepEns", .79)),
    ];

    private static IEnumerable<PublishedFigure> Of(string set, params (string Metric, double Srcc)[] figures) => figures.Select(figure => new PublishedFigure(figure.Metric, set, figure.Srcc));
}
