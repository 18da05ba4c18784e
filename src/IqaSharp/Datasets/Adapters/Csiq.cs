using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>CSIQ.</summary>
internal static class Csiq
{
    private const string Sheet = "all_by_image";

    private static readonly LayoutEntry Scores = new(["csiq.DMOS.xlsx", "csiq.beta.xlsx"], $"sheet {Sheet}: image, dst_type, dst_lev, dmos");

    /// <summary>The distortion names of the sheet, each with the folder and the word used in file names.</summary>
    private static readonly Dictionary<string, (string Folder, string Word, string Distortion)> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["noise"] = ("awgn", "AWGN", "white-noise"),
        ["blur"] = ("blur", "BLUR", "gaussian-blur"),
        ["contrast"] = ("contrast", "contrast", "contrast"),
        ["fnoise"] = ("fnoise", "fnoise", "pink-noise"),
        ["jpeg"] = ("jpeg", "JPEG", "jpeg"),
        ["jpeg 2000"] = ("jpeg2000", "jpeg2000", "jpeg2000"),
    };

    public static KnownSet Set { get; } = new()
    {
        Name = "csiq",
        Title = "CSIQ",
        Description = "30 originals, six distortions in four or five levels; difference scores",
        Images = 866,
        ScoreRange = new(0, 1),
        HigherIsBetter = false,
        HasReferences = true,
        Licence = "free for research",
        Paper = "Larson, Chandler, \"Most apparent distortion: full-reference image quality assessment and the role of strategy\", J. Electronic Imaging 19(1), 2010",
        Address = "https://s2.smu.edu/~eclarson/csiq.html",
        Layout =
        [
            new("src_imgs/", "30 PNG files"),
            new("dst_imgs/", "awgn/, blur/, contrast/, fnoise/, jpeg/, jpeg2000/: 1600.AWGN.1.png and so on"),
            Scores,
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(root);
        return Table.ReadXlsx(Scores.PathIn(root), Sheet, "image", "dst_type", "dst_lev", "dmos").Rows.Where(row => row.Optional("image") is not null).Select(row =>
        {
            var (scene, level) = (row.Text("image"), row.Number("dst_lev"));
            return Kinds.TryGetValue(row.Text("dst_type"), out var kind)
                ? new DataItem(
                    images.Find(FormattableString.Invariant($"dst_imgs/{kind.Folder}/{scene}.{kind.Word}.{level}.png")),
                    row.Number("dmos"),
                    images.Find($"src_imgs/{scene}.png"),
                    Scene: scene,
                    Distortion: kind.Distortion,
                    Level: (int)level)
                : throw row.Bad($"has the dst_type '{row.Text("dst_type")}', which is none of {string.Join(", ", Kinds.Keys)}");
        });
    }
}
