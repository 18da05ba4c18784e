using System.Text.RegularExpressions;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;

namespace IqaSharp.Datasets.Adapters;

/// <summary>SR4KIQA: super-resolution at 4K. Its list names more images than are published; only the published ones are read.</summary>
internal static partial class Sr4kiqa
{
    private const string Scores = "MOS.csv";
    private const string Choose = "choose";
    private const string Report = "report";
    private const string Alone = "alone";

    /// <summary>The scenes of split <c>choose</c>, for model selection: every other scene with an original. The others are for reporting.</summary>
    private static readonly string[] SelectionScenes = ["Animal1", "Animal3", "Building2", "CityStreetDay1", "CityStreetNight", "Face3", "People1", "People5", "TextCompIn3", "TextCompOut3"];

    public static KnownSet Set { get; } = new()
    {
        Name = "sr4kiqa",
        Title = "SR4KIQA",
        Description = "super-resolution of 24 scenes to 4K; 20 of them with their pristine original",
        Images = 463,
        ScoreRange = new(1, 5),
        Splits = [Choose, Report, Alone],
        Licence = "public for research; no licence is stated",
        Paper = "no paper; the data set is of the University of Bristol, 2025",
        Address = "https://github.com/mb21100/SR4KIQA",
        Folders = ["mb21100+SR4KIQA"],
        Layout =
        [
            new(Scores, "name, score from 0 to 1, MOS from 1 to 5; no line of column names"),
            new("reference/", "Animal1_GT.jpg and so on"),
            new("Animal1/", "and a folder for each other scene: Animal1_Bicubic_x2.jpg and so on"),
        ],
        Items = Read,
        Degraded = Reduced,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var images = new ImageFolder(root);
        var path = Path.Combine(root, Scores);
        foreach (var (line, fields) in CsvFile.Rows(path))
        {
            var name = Path.GetFileNameWithoutExtension(fields[0]);
            var scene = name.Split('_')[0];
            if (fields.Count < 3 || !InvariantNumber.TryParse(fields[2], out double score))
            {
                throw new BadInputException(path, $"line {line} is not of the form 'Animal1_Bicubic_x2.jpg,0.85,4.4'");
            }

            var image = images.Find($"{scene}/{fields[0]}");
            if (File.Exists(image))
            {
                var reference = images.Find($"reference/{scene}_GT.jpg");
                int? factor = Factor().Match(name) is { Success: true } match ? match.Groups[1].ValueSpan[0] - '0' : null;
                var split = !File.Exists(reference) ? Alone : SelectionScenes.Contains(scene) ? Choose : Report;
                yield return new DataItem(image, score, split == Alone ? null : reference, split, Scene: scene, Distortion: Method().Replace(name[(scene.Length + 1)..], ""), Level: factor);
            }
        }
    }

    /// <summary>The low-resolution inputs are not published, so they are made: the original is reduced with Pillow's bicubic filter,
    /// then enlarged by nearest neighbour, because networks need equal sizes.</summary>
    private static Image Reduced(DataItem item)
    {
        var original = Image.Load(item.Reference!);
        var factor = item.Level ?? throw new BadInputException(item.Image, "its name does not say by which factor it was enlarged");
        return PillowNearest.Resize(PillowBicubic.Resize(original, original.Width / factor, original.Height / factor), original.Width, original.Height);
    }

    [GeneratedRegex("x([2348])")]
    private static partial Regex Factor();

    [GeneratedRegex("_?L?x[2348]")]
    private static partial Regex Method();
}
