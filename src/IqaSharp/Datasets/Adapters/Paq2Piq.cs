using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>PaQ-2-PiQ, also called FLIVE: its whole images, not its patches.</summary>
internal static class Paq2Piq
{
    private static readonly LayoutEntry Labels = new(
        ["labels_image.csv", "database/labels_image.csv"], "name, mos; where it has a column is_valid, its rows of 1 are the validation split");

    public static KnownSet Set { get; } = new()
    {
        Name = "paq-2-piq",
        Title = "PaQ-2-PiQ (FLIVE)",
        Description = "photographs of AVA, VOC, EMOTIC and a blur set, rated by crowds",
        Images = 39810,
        ScoreRange = new(0, 100),
        Licence = "research only; the photographs have licences of their own",
        Paper = "Ying, Niu, Gupta, Mahajan, Ghadiyaram, Bovik, \"From Patches to Pictures (PaQ-2-PiQ): Mapping the Perceptual Space of Picture Quality\", CVPR 2020",
        Address = "https://github.com/baidut/PaQ-2-PiQ",
        Folders = ["flive", "paq2piq", "baidut+PaQ-2-PiQ"],
        Layout =
        [
            new("database/", "blur_dataset/, EE371R/, voc_emotic_ava/: 39,810 JPEG files"),
            Labels,
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(Path.Combine(root, "database"));
        var table = Table.ReadCsv(Labels.PathIn(root), "name", "mos");
        return table.Rows.Select(row => new DataItem(images.Find(row.Text("name")), row.Number("mos"), Split: table.Has("is_valid") ? Split(row) : null));
    }

    private static string Split(TableRow row) => row.Text("is_valid").ToUpperInvariant() is "1" or "TRUE" or "1.0" ? "validation" : "train";
}
