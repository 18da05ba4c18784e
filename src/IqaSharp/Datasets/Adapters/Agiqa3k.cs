using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>AGIQA-3K: generated images with MOS of their quality. Every generator made images for the same 300 prompts, so it is split by prompt.</summary>
internal static class Agiqa3k
{
    private const string Scores = "data/data.csv";
    private const string Train = "train";
    private const string Validation = "validation";
    private const string Test = "test";

    /// <summary>The prompts' numbers, as in the file names.</summary>
    private static readonly HashSet<int> ValidationPrompts = [12, 20, 24, 31, 53, 63, 78, 80, 84, 87, 89, 105, 154, 199, 232, 238, 255, 260, 271, 289, 295];

    private static readonly HashSet<int> TestPrompts =
    [
        1, 4, 6, 10, 11, 14, 15, 23, 25, 27, 30, 41, 47, 57, 73, 74, 76, 79, 81, 85, 90, 95, 96, 97, 101, 104, 106, 109, 119, 127, 128, 130, 135, 137, 143, 147, 149, 150, 152, 155, 156, 162,
        169, 171, 174, 176, 178, 179, 181, 189, 191, 205, 209, 211, 212, 213, 215, 216, 218, 223, 227, 230, 231, 233, 240, 244, 245, 248, 249, 251, 253, 258, 265, 266, 267, 270, 276, 281,
        282, 284, 287, 291, 292, 298,
    ];

    public static KnownSet Set { get; } = new()
    {
        Name = "agiqa3k",
        Title = "AGIQA-3K",
        Description = "images by six generators for 300 prompts; MOS of quality",
        Images = 2982,
        ScoreRange = new(0, 5),
        Splits = [Train, Validation, Test],
        Licence = "MIT by its authors; this copy's readme says for research only, not commercial",
        Paper = "Li, Zhang, Wu, Sun, Min, Liu, Zhai, Lin, \"AGIQA-3K: An Open Database for AI-Generated Image Quality Assessment\", IEEE TCSVT 2023",
        Address = "https://github.com/qiyan111/AIGC",
        Folders = ["qiyan111+AIGC"],
        Layout =
        [
            new("data/ACGIQA-3K/", "AttnGAN_normal_000.jpg and so on"),
            new(Scores, "name, prompt, mos_quality, std_quality and others"),
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(Path.Combine(root, "data/ACGIQA-3K"));
        return Table.ReadCsv(Path.Combine(root, Scores), "name", "prompt", "mos_quality", "std_quality").Rows.Select(row =>
        {
            var (name, prompt) = (Path.GetFileNameWithoutExtension(row.Text("name")), row.Text("prompt"));
            var number = InvariantNumber.TryParse(name[(name.LastIndexOf('_') + 1)..], out int parsed) ? parsed : throw row.Bad($"has a name without a number: {name}");
            return new DataItem(
                images.Find(row.Text("name")),
                row.Number("mos_quality"),
                Split: ValidationPrompts.Contains(number) ? Validation : TestPrompts.Contains(number) ? Test : Train,
                Scene: prompt,
                Distortion: name[..name.LastIndexOf('_')]);
        });
    }
}
