using IqaSharp.Core;
using IqaSharp.Datasets.Tables;

namespace IqaSharp.Datasets.Adapters;

/// <summary>PIPAL: the part whose scores are public.</summary>
internal static class Pipal
{
    private static readonly LayoutEntry Distorted = new(
        ["Train_Dist/", "Distortion_1/", "Train_Distort/", "Dist_Imgs/"], "A0001_00_00.bmp and so on; Distortion_1/ to Distortion_4/, as packed, also work");

    public static KnownSet Set { get; } = new()
    {
        Name = "pipal",
        Title = "PIPAL",
        Description = "200 originals, 116 distortions and restorations, GANs among them; Elo ratings",
        Images = 23200,
        ScoreRange = new(800, 1900),
        HasReferences = true,
        Licence = "research only",
        Paper = "Gu et al., \"PIPAL: a Large-Scale Image Quality Assessment Dataset for Perceptual Image Restoration\", ECCV 2020",
        Address = "https://www.jasongt.com/projectpages/pipal.html",
        Layout =
        [
            new("Train_Ref/", "A0001.bmp and so on: 200 files of 288×288"),
            Distorted,
            new("Train_Label/", "A0001.txt and so on: name,score"),
        ],
        Items = Read,
    };

    private static IEnumerable<DataItem> Read(string root)
    {
        var references = new ImageFolder(Path.Combine(root, "Train_Ref"));
        var packed = Enumerable.Range(1, 4).Select(i => $"Distortion_{i}");
        var folders = Distorted.Paths.Select(path => path.TrimEnd('/')).Union(packed)
            .Select(name => Path.Combine(root, name)).Where(Directory.Exists).Select(folder => new ImageFolder(folder)).ToList();
        foreach (var list in Directory.EnumerateFiles(Path.Combine(root, "Train_Label"), "*.txt").Order(StringComparer.Ordinal))
        {
            var scene = Path.GetFileNameWithoutExtension(list);
            foreach (var (line, text) in TextLines.Read(list))
            {
                var fields = text.Split(',');
                if (fields.Length != 2 || !InvariantNumber.TryParse(fields[1], out double score))
                {
                    throw new BadInputException(list, $"line {line} is not of the form 'A0001_00_00.bmp,1500.5'");
                }

                var found = folders.Select(folder => folder.Find(fields[0].Trim())).ToList();
                yield return new DataItem(
                    found.FirstOrDefault(File.Exists) ?? found[0],
                    score,
                    references.Find($"{scene}.bmp"),
                    Scene: scene,
                    Distortion: fields[0].Split('_') is [_, var kind, _] ? $"kind-{kind}" : null);
            }
        }
    }
}
