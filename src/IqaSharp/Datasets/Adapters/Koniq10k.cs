using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>KonIQ-10k.</summary>
internal static class Koniq10k
{
    private const string WithSplits = "koniq10k_distributions_sets.csv";
    private const string Scores = "koniq10k_scores_and_distributions.csv";

    private static readonly LayoutEntry Photographs = new(["1024x768/", "512x384/"], "10,073 JPEG files");

    public static KnownSet Set { get; } = new()
    {
        Name = "koniq-10k",
        Title = "KonIQ-10k",
        Description = "photographs with authentic distortions, rated by crowds",
        Images = 10073,
        ScoreRange = new(0, 100),
        Splits = ["train", "validation", "test"],
        Licence = "scores free for research; photographs Creative Commons, each its own (YFCC100M)",
        Paper = "Hosu, Lin, Sziranyi, Saupe, \"KonIQ-10k: An Ecologically Valid Database for Deep Learning of Blind Image Quality Assessment\", IEEE TIP 29, 2020",
        Address = "https://database.mmsp-kn.de/koniq-10k-database.html",
        Folders = ["koniq10k"],
        Layout =
        [
            Photographs,
            new([WithSplits, Scores], "image_name, MOS from 0 to 100, set (of github.com/subpic/koniq); or image_name, MOS_zscore, which has no splits"),
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(Photographs.PathIn(root));
        return File.Exists(Path.Combine(root, WithSplits))
            ? Table.ReadCsv(Path.Combine(root, WithSplits), "image_name", "MOS", "set").Rows.Select(row => new DataItem(images.Find(row.Text("image_name")), row.Number("MOS"), Split: Split(row)))
            : Table.ReadCsv(Path.Combine(root, Scores), "image_name", "MOS_zscore").Rows.Select(row => new DataItem(images.Find(row.Text("image_name")), row.Number("MOS_zscore")));
    }

    private static string Split(TableRow row) => row.Text("set") is var set && set == "training" ? "train" : set;
}
