using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>BIQ2021.</summary>
internal static class Biq2021
{
    private const string Train = "Train (Images and MOS).csv";
    private const string Test = "Test (Images and MOS).csv";

    public static KnownSet Set { get; } = new()
    {
        Name = "biq2021",
        Title = "BIQ2021",
        Description = "photographs with authentic distortions, rated in a laboratory",
        Images = 12000,
        ScoreRange = new(0, 1),
        Splits = ["train", "test"],
        Licence = "public for research; no licence is stated",
        Paper = "Ahmed, Asif, \"BIQ2021: a large-scale blind image quality assessment database\", J. Electronic Imaging 31(5), 2022",
        Address = "https://github.com/nisarahmedrana/BIQ2021",
        Folders = ["nisarahmedrana+BIQ2021"],
        Layout =
        [
            new("Images/", "12,000 JPEG files, 512×512"),
            new(Train, "Image Name, MOS; 10,000 rows"),
            new(Test, "Image Name, MOS; 2,000 rows"),
        ],
        Items = root => Read(root, Train, "train").Concat(Read(root, Test, "test")),
    };

    private static IEnumerable<DataItem> Read(string root, string list, string split)
    {
        var images = new ImageFolder(Path.Combine(root, "Images"));
        return Table.ReadCsv(Path.Combine(root, list), "Image Name", "MOS").Rows.Select(row => new DataItem(images.Find(row.Text("Image Name")), row.Number("MOS"), Split: split));
    }
}
