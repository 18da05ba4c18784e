using IqaSharp.Datasets.Tables;
using IqaSharp.Distortions;

namespace IqaSharp.Datasets.Adapters;

/// <summary>KADID-10k.</summary>
internal static class Kadid10k
{
    public static KnownSet Set { get; } = new()
    {
        Name = "kadid-10k",
        Title = "KADID-10k",
        Description = "81 originals, 25 distortions in five levels, rated by crowds",
        Images = 10125,
        ScoreRange = new(1, 5), // the column is called dmos, but 5 is best
        HasReferences = true,
        Licence = "Pixabay licence (images), free for research",
        Paper = "Lin, Hosu, Saupe, \"KADID-10k: A Large-scale Artificially Distorted IQA Database\", QoMEX 2019",
        Address = "https://database.mmsp-kn.de/kadid-10k-database.html",
        Folders = ["kadid10k"],
        Layout =
        [
            new("images/", "I01.png to I81.png, and I01_01_01.png: original, distortion, level"),
            new("dmos.csv", "dist_img, ref_img, dmos"),
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(Path.Combine(root, "images"));
        return Table.ReadCsv(Path.Combine(root, "dmos.csv"), "dist_img", "ref_img", "dmos").Rows.Select(row =>
        {
            var reference = row.Text("ref_img");
            var parts = Path.GetFileNameWithoutExtension(row.Text("dist_img")).Split('_');
            return parts.Length == 3 && InvariantNumber.TryParse(parts[1], out int kind) && kind >= 1 && kind <= DistortionGroup.Classical.Kinds.Count
                && InvariantNumber.TryParse(parts[2], out int level)
                ? new DataItem(images.Find(row.Text("dist_img")), row.Number("dmos"), images.Find(reference), Scene: Path.GetFileNameWithoutExtension(reference), Distortion: DistortionGroup.Classical.Kinds[kind - 1].Name, Level: level)
                : throw row.Bad($"has the image '{row.Text("dist_img")}', which is not named as I01_01_01.png");
        });
    }
}
