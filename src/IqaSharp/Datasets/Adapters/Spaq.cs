using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>SPAQ.</summary>
internal static class Spaq
{
    private const string Scores = "Annotations/MOS and Image attribute scores.xlsx";

    public static KnownSet Set { get; } = new()
    {
        Name = "spaq",
        Title = "SPAQ",
        Description = "photographs from 66 smartphones, rated in a laboratory",
        Images = 11125,
        ScoreRange = new(0, 100),
        Licence = "research and education only",
        Paper = "Fang, Zhu, Zeng, Ma, Wang, \"Perceptual Quality Assessment of Smartphone Photography\", CVPR 2020",
        Address = "https://github.com/h4nwei/SPAQ",
        Layout =
        [
            new("TestImage/", "11,125 JPEG files"),
            new(Scores, "Image name, MOS"),
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(Path.Combine(root, "TestImage"));
        return Table.ReadXlsx(Path.Combine(root, Scores), sheet: null, "Image name", "MOS").Rows.Select(row => new DataItem(images.Find(row.Text("Image name")), row.Number("MOS")));
    }
}
