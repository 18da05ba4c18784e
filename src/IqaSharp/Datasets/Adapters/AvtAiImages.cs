using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>AVT-AI-Image-Dataset: generated images with MOS of their quality. Its list names one image that is not published; only the published ones are read.</summary>
internal static class AvtAiImages
{
    private const string Scores = "evaluation_quality_appeal/quality.csv";

    public static KnownSet Set { get; } = new()
    {
        Name = "avt-ai-images",
        Title = "AVT-AI-Image-Dataset",
        Description = "images by five generators, and photographs, for 27 prompts; MOS of quality",
        Images = 145,
        ScoreRange = new(1, 5),
        Licence = "GPL-3.0",
        Paper = "Göring, Rao, Raake, \"Appeal and quality assessment for AI-generated images\", QoMEX 2023",
        Address = "https://github.com/Telecommunication-Telemedia-Assessment/avt_ai_images",
        Folders = ["Telecommunication-Telemedia-Assessment+avt_ai_images", "avt_ai_images"],
        Layout =
        [
            new("images/", "craiyon/, dall-e/, glide/, midjourney/, own/, stable_diffusion/: p01.png and so on"),
            new(Scores, "image_key, rating, prompt"),
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(Path.Combine(root, "images"));
        return Table.ReadCsv(Path.Combine(root, Scores), "image_key", "rating", "prompt").Rows
            .Select(row => new DataItem(
                images.Find($"{row.Text("image_key")}.png"),
                row.Number("rating"),
                Scene: row.Text("prompt"),
                Distortion: row.Text("image_key").Split('/')[0]))
            .Where(item => File.Exists(item.Image));
    }
}
